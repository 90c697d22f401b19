import { badRequest } from './bad-request.js';
import { limitExceeded } from './limit-exceeded.js';

/** The longest body that is read. The largest input of the schema has some tens of kilobytes. */
export const MAX_BODY_BYTES = 256 * 1024;

// Inputs are at most six deep; whoever sends more than this wants something else.
const MAX_VARIABLE_DEPTH = 20;

/** The operation, or list of operations, that a body has. */
export async function readJsonBody(request: Request): Promise<object> {
  const body = parseJson(await request.bytes());
  if (typeof body === 'object' && body !== null) return body;
  throw badRequest('The body has to be a JSON object, such as {"query": "{ viewer { name } }"}.');
}

/** Reads the JSON of a body. What has too many levels is not read at all: to look for them takes a small part of the time. */
export function parseJson(body: Uint8Array): unknown {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  // The variables are one level of it themselves.
  if (isDeeperThan(MAX_VARIABLE_DEPTH + 1, bytes)) throw variablesTooDeep();
  try {
    return JSON.parse(bytes.toString());
  } catch {
    // What a parser says repeats what was sent.
    throw badRequest('The body is no JSON. Send an object, such as {"query": "{ viewer { name } }"}.');
  }
}

/** Refuses variables that came by themselves and have too many levels. */
export function checkVariables(json: string): void {
  if (isDeeperThan(MAX_VARIABLE_DEPTH, Buffer.from(json))) throw variablesTooDeep();
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const steps: Readonly<Partial<Record<number, 1 | -1>>> = { 0x5b: 1, 0x7b: 1, 0x5d: -1, 0x7d: -1 };

/** Whether JSON has more levels of objects and lists than so many. */
function isDeeperThan(levels: number, json: Buffer): boolean {
  let open = 0;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at]!;
    if (sign === QUOTE) at = endOfText(json, at);
    else if (sign >= 0x5b) open += steps[sign] ?? 0;
    if (open > levels) return true;
  }
  return false;
}

function endOfText(json: Buffer, start: number): number {
  let end = json.indexOf(QUOTE, start + 1);
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf(QUOTE, end + 1);
  return end === -1 ? json.length : end;
}

function isEscaped(json: Buffer, at: number): boolean {
  let first = at;
  while (json[first - 1] === BACKSLASH) first -= 1;
  return (at - first) % 2 === 1;
}

function variablesTooDeep() {
  return limitExceeded({
    limit: 'variableDepth',
    maximum: MAX_VARIABLE_DEPTH,
    sentence: 'The variables have too many levels',
    cure: 'No input of the schema has as many: compare them with the types of the variables.',
  });
}

/** The refusal of a body that is longer than what is read. */
export function bodyTooLong() {
  return limitExceeded({
    limit: 'body',
    maximum: MAX_BODY_BYTES,
    sentence: 'The body has too many bytes',
    cure: 'Send less at once, in several requests.',
    status: 413,
    always: true,
  });
}
