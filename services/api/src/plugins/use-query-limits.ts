import { GraphQLError, parse, validate, type ParseOptions, type Source } from 'graphql';
import { checkDocument, checkText } from '../document-limits.js';
import { limitExceeded } from '../limit-exceeded.js';
import type { ServicePlugin } from '../request-state.js';

/** The longest body that is read. The largest input of the schema has some tens of kilobytes. */
export const MAX_BODY_BYTES = 256 * 1024;

// Inputs are at most six deep; whoever sends more than this wants something else.
const MAX_VARIABLE_DEPTH = 20;

// A mistake is compared with all names of the schema, to suggest one; whoever writes makes a few at a time.
const MAX_MISTAKES = 10;

/** Refuses a request that is too large in any way, before what it asks for is validated, with the limit and the cure. */
export function useQueryLimits(): ServicePlugin {
  return {
    onRequestParse: () => ({
      onRequestParseDone({ requestParserResult }) {
        if (Array.isArray(requestParserResult)) throw batch(requestParserResult.length);
        // What is no object is refused by Yoga, with its reason.
        const { variables } = (requestParserResult ?? {}) as { variables?: unknown };
        if (isDeeperThan(MAX_VARIABLE_DEPTH, variables)) throw variablesTooDeep();
      },
    }),
    onParse({ setParseFn }) {
      setParseFn((source: string | Source, options?: ParseOptions) => {
        checkText(typeof source === 'string' ? source : source.body);
        const document = parse(source, options);
        checkDocument(document);
        return document;
      });
    },
    onValidate({ setValidationFn }) {
      setValidationFn((...[schema, document, rules]: Parameters<typeof validate>) =>
        validate(schema, document, rules, { maxErrors: MAX_MISTAKES }),
      );
    },
    onResultProcess(event) {
      const { result } = event;
      if (Array.isArray(result) || Symbol.asyncIterator in result) return;
      // Yoga stops reading at the limit and says so without the figure.
      if (result.errors?.some(({ extensions }) => extensions['code'] === 'REQUEST_ENTITY_TOO_LARGE')) {
        event.setResult({ errors: [bodyTooLong()] });
      }
    },
  };
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((child) => isDeeperThan(levels - 1, child));
}

function batch(found: number): GraphQLError {
  return limitExceeded({
    limit: 'batch',
    maximum: 1,
    found,
    sentence: `The body is a list of ${found} operations`,
    cure: 'Send each in a request of its own: connections are kept open.',
    always: true,
  });
}

function variablesTooDeep(): GraphQLError {
  return limitExceeded({
    limit: 'variableDepth',
    maximum: MAX_VARIABLE_DEPTH,
    sentence: 'The variables have too many levels',
    cure: 'No input of the schema has as many: compare them with the types of the variables.',
  });
}

function bodyTooLong(): GraphQLError {
  return limitExceeded({
    limit: 'body',
    maximum: MAX_BODY_BYTES,
    sentence: 'The body has too many bytes',
    cure: 'Send less at once, in several requests.',
    status: 413,
    always: true,
  });
}
