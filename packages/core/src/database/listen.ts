import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

/** Listens to a channel of the server until the returned function is called. */
export type Listen = (channel: string, heard: () => void) => () => Promise<void>;

const BEFORE_NEXT_TRY_MS = 1_000;

/**
 * Listens with a connection of its own, which is made again when it breaks. What is notified in between is not heard: whoever listens
 * looks from time to time as well.
 */
export function listenOn(databaseUrl: string): Listen {
  return (channel, heard) => {
    const stopped = new AbortController();
    const listening = listenOverAndOver(databaseUrl, { channel, heard, signal: stopped.signal });
    return async () => {
      stopped.abort();
      await listening;
    };
  };
}

interface Listening {
  readonly channel: string;
  readonly heard: () => void;
  readonly signal: AbortSignal;
}

async function listenOverAndOver(databaseUrl: string, listening: Listening): Promise<void> {
  const { signal } = listening;
  while (!signal.aborted) {
    await listenOnce(databaseUrl, listening).catch(() => undefined);
    if (!signal.aborted) await setTimeout(BEFORE_NEXT_TRY_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** Ends when the connection does, or when it is told to. */
async function listenOnce(databaseUrl: string, { channel, heard, signal }: Listening): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true, connectionTimeoutMillis: 5_000 });
  const ended = new Promise<void>((resolve) => client.once('end', resolve).on('error', () => resolve()));
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  try {
    await client.connect();
    client.on('notification', heard);
    await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    heard();
    if (!signal.aborted) await Promise.race([ended, stopped]);
  } finally {
    await client.end().catch(() => undefined);
  }
}
