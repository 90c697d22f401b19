import { setTimeout } from 'node:timers/promises';
import type { Actor } from '@pcrm/core';
import { GraphQLError } from 'graphql';
import { limitExceeded } from './limit-exceeded.js';

/** How many event streams there may be, and how they are looked after. */
export interface StreamSettings {
  /** In this process; 500. */
  readonly most?: number;
  /** Of one actor; 10. */
  readonly mostOfActor?: number;
  /** How long nothing is sent at most; 15,000 ms. Proxies end what is silent for a minute. */
  readonly keepAliveMs?: number;
  /** How long a reader may take nothing of what is there for it; 30,000 ms. */
  readonly slowMs?: number;
  /** How often it is looked whether those who read are still signed in; 400 ms. */
  readonly lookEveryMs?: number;
}

/** Why a stream ends before there is nothing more to tell: the reader is gone, signed out or too slow, or the service stops. */
export type StreamEnd = 'GONE' | 'SIGNED_OUT' | 'SLOW' | 'STOPPING';

/** Who reads a stream, and how to find out whether they still may. */
export interface Reader {
  readonly actor: Actor;
  /** What they signed in with: those with the same are looked up once. */
  readonly credential: string;
  /** The actor as it is by now; undefined once it is not signed in any more. */
  readonly lookUp: () => Promise<Actor | undefined>;
}

/** A stream that somebody reads. */
export interface OpenStream {
  /** Aborted when it ends, with a {@link StreamEnd} as reason. */
  readonly signal: AbortSignal;
  /** Ends it; the first reason counts. */
  readonly end: (why: StreamEnd) => void;
}

/** The event streams of a service. */
export interface Streams {
  readonly settings: Required<StreamSettings>;
  /** @throws LIMIT_EXCEEDED (429) when there are as many as there may be, UNAVAILABLE (503) while the service stops. */
  readonly open: (reader: Reader) => OpenStream;
  /** How many there are. */
  readonly count: () => number;
  /** Ends all, and opens no more. */
  readonly stop: () => void;
}

// As many connections to the database as this may take from requests.
const LOOK_AT_ONCE = 4;

/** No streams yet. */
export function createStreams(settings: StreamSettings = {}): Streams {
  const chosen = { most: 500, mostOfActor: 10, keepAliveMs: 15_000, slowMs: 30_000, lookEveryMs: 400, ...settings };
  const open = new Map<OpenStream, Reader>();
  let stopping = false;
  let watching: Promise<void> | undefined;
  const watch = async () => {
    while (open.size > 0) {
      await setTimeout(chosen.lookEveryMs, undefined, { ref: false });
      await endSignedOut(open);
    }
    watching = undefined;
  };
  return {
    settings: chosen,
    count: () => open.size,
    open: (reader) => {
      if (stopping) throw stoppingError();
      if (open.size >= chosen.most) throw tooMany(chosen.most, 'The service has as many event streams as it takes');
      const own = [...open.values()].filter(({ actor }) => actor.id === reader.actor.id).length;
      if (own >= chosen.mostOfActor) throw tooMany(chosen.mostOfActor, 'You have as many event streams as one caller may have');
      const ends = new AbortController();
      const stream: OpenStream = {
        signal: ends.signal,
        end: (why) => {
          if (open.delete(stream)) ends.abort(why);
        },
      };
      open.set(stream, reader);
      watching ??= watch();
      return stream;
    },
    stop: () => {
      stopping = true;
      for (const stream of open.keys()) stream.end('STOPPING');
    },
  };
}

/** Ends the streams of those who are not signed in any more. Whoever cannot be looked up at this moment is looked up the next time. */
async function endSignedOut(open: ReadonlyMap<OpenStream, Reader>): Promise<void> {
  const byCredential = new Map<string, { reader: Reader; streams: OpenStream[] }>();
  for (const [stream, reader] of open) {
    const known = byCredential.get(reader.credential);
    if (known) known.streams.push(stream);
    else byCredential.set(reader.credential, { reader, streams: [stream] });
  }
  const waiting = byCredential.values();
  const lookUpEach = async () => {
    for (const { reader, streams } of waiting) {
      const isSignedIn = await reader.lookUp().then(
        (actor) => actor !== undefined,
        () => true,
      );
      if (!isSignedIn) for (const stream of streams) stream.end('SIGNED_OUT');
    }
  };
  await Promise.all(Array.from({ length: LOOK_AT_ONCE }, lookUpEach));
}

function tooMany(maximum: number, sentence: string): GraphQLError {
  const cure = 'End one that is not needed, or ask less often by a query.';
  return limitExceeded({ limit: 'streams', maximum, sentence, cure, status: 429, always: true });
}

function stoppingError(): GraphQLError {
  return new GraphQLError('The service is about to stop. Subscribe again in a few seconds.', {
    extensions: { code: 'UNAVAILABLE', http: { status: 503, headers: { 'retry-after': '2' } } },
  });
}
