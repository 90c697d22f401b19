import { GraphQLError } from 'graphql';

/** What of a request is limited. */
export type LimitName =
  | 'body'
  | 'batch'
  | 'variableDepth'
  | 'tokens'
  | 'nesting'
  | 'definitions'
  | 'directives'
  | 'depth'
  | 'fields'
  | 'aliases'
  | 'cost'
  | 'streams';

interface Excess {
  readonly limit: LimitName;
  readonly maximum: number;
  /** How much the request has; left out where it was not counted to the end. */
  readonly found?: number;
  /** What is too much, such as `Fragments filled in, the document selects 4990 fields`. */
  readonly sentence: string;
  /** What the caller can do, as a sentence. */
  readonly cure: string;
  /** The status where the answer is `application/graphql-response+json`; with `always`, in any. */
  readonly status?: number;
  readonly always?: boolean;
}

/** A request that is larger than a limit of the service: with the limit, its figure, what was found and the cure. */
export function limitExceeded({ limit, maximum, found, sentence, cure, status = 400, always = false }: Excess): GraphQLError {
  return new GraphQLError(`${sentence}; at most ${maximum} are taken. ${cure}`, {
    extensions: {
      code: 'LIMIT_EXCEEDED',
      limit,
      maximum,
      ...(found === undefined ? {} : { found: Math.min(found, Number.MAX_SAFE_INTEGER) }),
      // With `application/json` a refused document is answered with 200, as GraphQL over HTTP says.
      http: { status, ...(always ? {} : { spec: true }) },
    },
  });
}
