import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { GraphQLError, type ExecutionResult } from 'graphql';
import type { OpenStream, StreamEnd, StreamSettings } from './streams.js';

/** A result of a subscription. */
export interface StreamedResult extends ExecutionResult {
  /** Its place, to resume after it; none for one that says why the stream ends. */
  readonly id?: string;
  /** That it is the last: `FOR_GOOD`, or to be resumed after so many milliseconds. */
  readonly ends?: 'FOR_GOOD' | number;
}

interface Parts {
  readonly results: AsyncIterator<StreamedResult>;
  readonly stream: OpenStream;
  readonly settings: Required<StreamSettings>;
  /** The place up to which everything was told. */
  readonly idNow: () => string;
  /** What is told to those who are not signed in any more. */
  readonly signedOut: () => GraphQLError;
}

/**
 * Results as server-sent events, in the way of the protocol "GraphQL over SSE" with distinct connections: `next` and `complete`, and with
 * each its id. One that ends without `complete` is to be resumed.
 *
 * Nothing is made ahead: a result is asked for when the one before it was taken.
 */
export function eventStream({ stream, settings, ...parts }: Parts): Readable {
  const body = Readable.from(inTime(framesOf({ stream, settings, ...parts }), stream, settings), { objectMode: false, highWaterMark: 1 });
  body.once('close', () => stream.end('GONE'));
  stream.signal.addEventListener('abort', () => {
    const why = stream.signal.reason as StreamEnd;
    if (why === 'GONE' || why === 'SLOW') body.destroy();
  });
  return body;
}

async function* inTime(
  frames: AsyncIterable<string>,
  stream: OpenStream,
  { slowMs }: Required<StreamSettings>,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const frame of frames) {
    const tooSlow = setTimeout(() => stream.end('SLOW'), slowMs).unref();
    try {
      yield Buffer.from(frame);
    } finally {
      clearTimeout(tooSlow);
    }
  }
}

async function* framesOf({ results, stream, settings, idNow, signedOut }: Parts): AsyncGenerator<string, void, undefined> {
  // Whoever is cut off before anything happened resumes from here.
  yield `id: ${idNow()}\n\n`;
  let next = nextOf(results);
  for (;;) {
    const step = await firstOf(next, stream.signal, settings.keepAliveMs);
    if (step === 'SILENCE') {
      // An id without data tells the reader of no event, and is where it resumes: that way it never becomes too old.
      yield `id: ${idNow()}\n\n`;
      continue;
    }
    if (step === 'ENDED') {
      yield lastFrame(stream.signal.reason as StreamEnd, signedOut);
      return;
    }
    if (step.done === true) {
      // It has no end of its own: it was ended, or nothing more comes of the database.
      yield lastFrame(stream.signal.aborted ? (stream.signal.reason as StreamEnd) : 'STOPPING', signedOut);
      return;
    }
    yield frameOf(step.value);
    if (step.value.ends !== undefined) return;
    next = nextOf(results);
  }
}

function nextOf(results: AsyncIterator<StreamedResult>): Promise<IteratorResult<StreamedResult, unknown>> {
  const next = results.next();
  // A stream that ends first does not wait for it.
  next.catch(() => undefined);
  return next;
}

/** The next result, unless the stream ends or nothing happens for so long. */
async function firstOf<Result>(next: Promise<Result>, ends: AbortSignal, silenceMs: number): Promise<Result | 'SILENCE' | 'ENDED'> {
  if (ends.aborted) return 'ENDED';
  const decided = new AbortController();
  const signal = AbortSignal.any([ends, decided.signal]);
  const silence = pause(silenceMs, 'SILENCE' as const, { signal, ref: false }).catch(() => 'ENDED' as const);
  try {
    return await Promise.race([next, silence]);
  } finally {
    decided.abort();
  }
}

function frameOf({ id, ends, ...result }: StreamedResult): string {
  const place = id === undefined ? '' : `id: ${id}\n`;
  const frame = `event: next\n${place}data: ${JSON.stringify({ ...result, ...errorsOf(result) })}\n\n`;
  if (ends === undefined) return frame;
  return frame + (ends === 'FOR_GOOD' ? 'event: complete\ndata:\n\n' : `retry: ${ends}\n\n`);
}

// What is meant for the answer of a request stays here.
function errorsOf({ errors }: ExecutionResult) {
  if (errors === undefined) return {};
  return {
    errors: errors.map((error) => {
      const { extensions: { http: _http, unexpected: _unexpected, ...extensions } = {}, ...rest } = error.toJSON();
      return { ...rest, extensions };
    }),
  };
}

function lastFrame(why: StreamEnd, signedOut: () => GraphQLError): string {
  switch (why) {
    case 'SIGNED_OUT':
      return frameOf({ errors: [signedOut()], ends: 'FOR_GOOD' });
    case 'STOPPING':
      // Not all at the same moment.
      return `retry: ${Math.round(1_000 + Math.random() * 4_000)}\n\n`;
    case 'GONE':
    case 'SLOW':
      return '\n';
  }
}
