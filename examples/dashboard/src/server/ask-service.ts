import { ownOperations } from './own-operations.js';

/** The service that is asked, and the key that no browser sees. */
export interface ServiceAccess {
  readonly url: string;
  readonly key: string;
}

// The longest operation of the page has about 500 characters.
const MOST_BYTES = 8 * 1024;
const LONGEST_MS = 30_000;

/** Asks the service on behalf of the page: one of its own operations, as JSON, with the key of the dashboard. */
export async function askService({ url, key }: ServiceAccess, request: Request): Promise<Response> {
  if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } });
  // A form of another site can send no JSON, and its script may not without being allowed to.
  if (!/^application\/json\b/iu.test(request.headers.get('content-type') ?? '')) {
    return refused(415, 'BAD_REQUEST', 'Send the operation as application/json.');
  }
  const text = await readAtMost(request, MOST_BYTES);
  if (text === undefined) return refused(413, 'BAD_REQUEST', `An operation of the page has at most ${MOST_BYTES} bytes.`);
  const { query, variables } = parse(text);
  if (typeof query !== 'string' || !ownOperations.has(query)) {
    return refused(
      400,
      'OPERATION_NOT_REGISTERED',
      'Only the operations of the page are asked here. Ask the service itself with a key of your own.',
    );
  }
  const requestId = request.headers.get('x-request-id');
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json;q=0.9',
        ...(requestId === null ? {} : { 'x-request-id': requestId }),
      },
      body: JSON.stringify({ query, variables }),
      // The key goes to this address and to no other.
      redirect: 'error',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(LONGEST_MS)]),
    });
    return new Response(await answer.text(), { status: answer.status, headers: passedOn(answer.headers) });
  } catch {
    return refused(503, 'UNAVAILABLE', 'The service of PCRM does not answer. Look whether it runs and whether PCRM_URL is its address.');
  }
}

function passedOn(from: Headers): Headers {
  const headers = new Headers();
  for (const name of ['content-type', 'retry-after', 'x-request-id']) {
    const value = from.get(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}

function refused(status: number, code: string, message: string): Response {
  return Response.json({ errors: [{ message, extensions: { code } }] }, { status });
}

function parse(text: string): { readonly query?: unknown; readonly variables?: unknown } {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
}

async function readAtMost(request: Request, most: number): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > most) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
