import type { Pcrm } from '@pcrm/core';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/**
 * A Redis that instances share: in it they count limits together, and by it they tell each other that there are new events. Nothing that is
 * asked of it ever fails a request.
 */
export interface SharedRedis {
  readonly client: Redis;
  /** Whether it is there at this moment; while it is not, each instance counts for itself and hears of events from PostgreSQL alone. */
  readonly isUp: () => boolean;
  readonly stop: () => void;
}

// Each limit waits for Redis at most this long, and then counts in this process. One that says nothing for longer is taken to be away.
const ANSWER_MS = 250;
const SILENT_MS = 500;
const CONNECT_MS = 2_000;
const LONGEST_PAUSE_MS = 2_000;
// An instance that nobody asks anything would not find out that its connection leads nowhere, and would hear of no event by it.
const ASK_EVERY_MS = 5_000;

/** Where something happens, and whom it is told. */
interface Parts {
  readonly logger: Logger;
  readonly events: Pick<Pcrm['events'], 'onCommit' | 'wake'>;
}

/**
 * Connects to Redis, over and over while it is away, and logs a line when it goes and one when it comes back. Commands are refused at once
 * while it is away, never kept for later.
 */
export function openRedis(url: string, { logger, events }: Parts): SharedRedis {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    commandTimeout: ANSWER_MS,
    socketTimeout: SILENT_MS,
    connectTimeout: CONNECT_MS,
    retryStrategy: (times) => Math.min(times * 100, LONGEST_PAUSE_MS),
  });
  let up: boolean | undefined;
  const gone = (err?: Error) => {
    if (up !== false)
      logger.warn({ err }, 'Redis is away: this instance counts limits for itself, and hears of events from PostgreSQL alone');
    up = false;
  };
  client.on('error', gone).on('close', () => gone());
  client.on('ready', () => {
    if (up === false) logger.info('Redis is back: limits are counted together again, and instances tell each other of events');
    up = true;
  });
  const stopTelling = tellOfEvents(client, { logger, events });
  return {
    client,
    isUp: () => up === true,
    stop: () => {
      up = false;
      stopTelling();
      client.disconnect();
    },
  };
}

/**
 * Tells the other instances after each commit here, and looks for events when one of them tells. A message is empty: what is new is read
 * from the database, for those who may see it. What is told while Redis is away is told to nobody.
 */
function tellOfEvents(client: Redis, { logger, events }: Parts): () => void {
  // A channel is the same in all databases of a Redis, and it is by their number that installations with one Redis are kept apart.
  const channel = `pcrm:events:${client.options.db ?? 0}`;
  let hears = false;
  let refused = false;
  const hear = async () => {
    try {
      // With the protocol of Redis 6 one connection hears and counts. With the older one it could do nothing else once it hears.
      await client.hello(3);
      await client.subscribe(channel);
      // What was told before was not heard.
      if (!hears) events.wake();
      hears = true;
    } catch (err) {
      if ((err as Error).name === 'ReplyError' && !refused) {
        refused = true;
        logger.warn({ err, channel }, 'Redis refuses a subscription: this instance hears of events from PostgreSQL alone');
      }
    }
  };
  client.on('close', () => (hears = false));
  client.on('ready', () => void hear());
  client.on('message', () => events.wake());
  // To subscribe once more changes nothing, and shows whether Redis answers.
  const asking = setInterval(() => void hear(), ASK_EVERY_MS).unref();
  const stopTelling = events.onCommit(oneAtATime(async () => client.publish(channel, '')));
  return () => {
    clearInterval(asking);
    stopTelling();
  };
}

/** Runs something each time it is called; however often that is while it runs, it runs once more after it. */
function oneAtATime(run: () => Promise<unknown>): () => void {
  let running = false;
  let again = false;
  const start = () => {
    again = running;
    if (running) return;
    running = true;
    const ended = () => {
      running = false;
      if (again) start();
    };
    run().then(ended, ended);
  };
  return start;
}
