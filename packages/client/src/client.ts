import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import { NotAnswered, type AnsweredError } from './not-answered.js';
import { mayRetry, pauseBefore, type Retries } from './retry.js';

/** How to reach the service. */
export interface ClientOptions {
  /** Where GraphQL is served, such as `https://pcrm.example.go.kr/graphql`. */
  readonly url: string;
  /** The API key or access token, or what gets a fresh one before each attempt. Left out where the page's own server adds it. */
  readonly key?: string | (() => string | Promise<string>);
  /** In place of the platform's own. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** How often and how long is waited for a service that is busy or away. */
  readonly retries?: Partial<Retries>;
  /** When one attempt is given up: after 30,000 ms unless said. */
  readonly timeoutMs?: number;
}

/** What belongs to one request alone. */
export interface RequestOptions {
  /** Gives the request up. */
  readonly signal?: AbortSignal;
  /** Names the request in the headers, so that both sides can find it in their logs: a UUID, or the service takes one of its own. A random one unless said. */
  readonly requestId?: string;
}

/**
 * The text of one operation with the types of its data and variables, as code generators write it (`documentMode: 'string'`): this package's
 * own, or another's.
 */
export type Operation<Data, Variables> = Pick<string, 'trim'> & DocumentTypeDecoration<Data, Variables>;

type VariablesOf<Variables> = Record<string, never> extends Variables ? [variables?: Variables] : [variables: Variables];

/** Asks the service. */
export interface Client {
  /**
   * Sends an operation and returns its data.
   *
   * A service that is busy (429), away (503) or out of reach is asked again, after the time that it names. A mutation that takes an
   * idempotency key and was given none gets one, the same for every attempt, so that nothing is written twice; a mutation without
   * one is not repeated after it may have been carried out.
   *
   * @throws NotAnswered when there is no data: with the code, the status and the request id.
   *
   * @example
   * const { viewer } = await client.send(ViewerDocument);
   */
  readonly send: <Data, Variables>(operation: Operation<Data, Variables>, ...variables: VariablesOf<Variables>) => Promise<Data>;
  /** The same client with options for the requests that go through it. */
  readonly with: (options: RequestOptions) => Client;
}

const TIMEOUT_MS = 30_000;
const RETRIES: Retries = { times: 3, longestPauseMs: 10_000 };

/** A client of the service at a URL. It holds no connection and needs no closing. */
export function createClient(options: ClientOptions, request: RequestOptions = {}): Client {
  const send = async (operation: string, variables: Record<string, unknown>) => {
    const sent: Sent = {
      operation,
      variables: withIdempotencyKey(operation, variables),
      requestId: request.requestId ?? crypto.randomUUID(),
      signal: request.signal,
    };
    return sendUntilAnswered(options, sent);
  };
  return {
    send: async <Data, Variables>(operation: Operation<Data, Variables>, ...[variables]: VariablesOf<Variables>) =>
      (await send(operation.trim(), { ...variables })) as Data,
    with: (added) => createClient(options, { ...request, ...added }),
  };
}

interface Sent {
  readonly operation: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly requestId: string;
  readonly signal: AbortSignal | undefined;
}

function isMutation(operation: string): boolean {
  return /^mutation\b/u.test(operation);
}

function withIdempotencyKey(operation: string, variables: Record<string, unknown>): Record<string, unknown> {
  const takesOne = isMutation(operation) && /\$idempotencyKey\s*:/u.test(operation);
  return takesOne && variables['idempotencyKey'] == null ? { ...variables, idempotencyKey: crypto.randomUUID() } : variables;
}

async function sendUntilAnswered(options: ClientOptions, sent: Sent): Promise<unknown> {
  const retries = { ...RETRIES, ...options.retries };
  const repeatable = !isMutation(sent.operation) || sent.variables['idempotencyKey'] != null;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await sendOnce(options, sent);
    } catch (error) {
      if (!(error instanceof NotAnswered) || attempt >= retries.times || !mayRetry(error, repeatable)) throw error;
      const pauseMs = pauseBefore(attempt + 1, error.retryAfterMs);
      // Whoever waits at a screen is better told than kept; the error carries the time.
      if (pauseMs > retries.longestPauseMs) throw error;
      await pause(pauseMs, sent.signal);
    }
  }
}

async function sendOnce(options: ClientOptions, { operation, variables, requestId, signal }: Sent): Promise<unknown> {
  const key = typeof options.key === 'function' ? await options.key() : options.key;
  const limit = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const init: RequestInit = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'x-request-id': requestId,
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify({ query: operation, variables }),
    signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
  };
  try {
    const response = await (options.fetch ?? fetch)(options.url, init);
    return readAnswer(response, await response.text(), requestId);
  } catch (error) {
    if (error instanceof NotAnswered) throw error;
    signal?.throwIfAborted();
    throw NotAnswered.unreachable(options.url, requestId, error);
  }
}

function readAnswer(response: Response, text: string, requestId: string): unknown {
  const answer = parseAnswer(text);
  const isWhole = response.ok && answer?.data != null && answer.errors === undefined;
  if (isWhole) return answer.data;
  throw NotAnswered.of(response, answer?.errors ?? [], requestId);
}

function parseAnswer(text: string): { readonly data?: unknown; readonly errors?: readonly AnsweredError[] } | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null ? answer : undefined;
  } catch {
    // A proxy in between answers with a page.
    return undefined;
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
