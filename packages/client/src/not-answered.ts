import { readRetryAfter } from './retry.js';

/** An error as the service words it. */
export interface AnsweredError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

interface Details {
  readonly code: string;
  readonly status: number | undefined;
  readonly requestId: string;
  readonly errors: readonly AnsweredError[];
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** An operation that has no data for an answer. What a mutation refuses on purpose is not this: it is in the data, see `dataOf`. */
export class NotAnswered extends Error {
  override readonly name = 'NotAnswered';
  /** The code of the first error; `UNREACHABLE` when nothing answered, `NO_ANSWER` when what answered was not the service. */
  readonly code: string;
  /** The HTTP status; undefined when nothing answered. */
  readonly status: number | undefined;
  /** To be told to an administrator, who finds it in the log. */
  readonly requestId: string;
  readonly errors: readonly AnsweredError[];
  /** How long the service asks to wait before the next attempt. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, { code, status, requestId, errors, retryAfterMs, cause }: Details) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
    this.status = status;
    this.requestId = requestId;
    this.errors = errors;
    this.retryAfterMs = retryAfterMs;
  }

  /** What was answered instead of data. */
  static of({ status, headers }: Response, errors: readonly AnsweredError[], requestId: string): NotAnswered {
    const [first] = errors;
    const code = first?.extensions?.['code'];
    const details = {
      code: typeof code === 'string' ? code : 'NO_ANSWER',
      status,
      requestId: headers.get('x-request-id') ?? requestId,
      errors,
      retryAfterMs: readRetryAfter(headers.get('retry-after'), Date.now()),
    };
    const nothing = `The answer has the status ${status} and is not one of the service. Check the URL, and what lies between.`;
    return new NotAnswered(first?.message ?? nothing, details);
  }

  /** No answer at all. */
  static unreachable(url: string, requestId: string, cause: unknown): NotAnswered {
    const message = `The service at ${url} cannot be reached, or did not answer in time. Check the URL and the network.`;
    return new NotAnswered(message, { code: 'UNREACHABLE', status: undefined, requestId, errors: [], cause });
  }
}
