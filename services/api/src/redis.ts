import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/** A Redis in which instances count limits together. Nothing that is asked of it ever fails a request. */
export interface SharedLimits {
  readonly client: Redis;
  /** Whether limits are counted together at this moment, and not by each instance for itself. */
  readonly isUp: () => boolean;
  readonly stop: () => void;
}

// Each limit waits for Redis at most this long, and then counts in this process. One that says nothing for longer is taken to be away.
const ANSWER_MS = 250;
const SILENT_MS = 500;
const CONNECT_MS = 2_000;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Connects to Redis, over and over while it is away, and logs a line when it goes and one when it comes back. Commands are refused at once
 * while it is away, never kept for later.
 */
export function openSharedLimits(url: string, logger: Logger): SharedLimits {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: ANSWER_MS,
    socketTimeout: SILENT_MS,
    connectTimeout: CONNECT_MS,
    retryStrategy: (times) => Math.min(times * 100, LONGEST_PAUSE_MS),
  });
  let up: boolean | undefined;
  const gone = (err?: Error) => {
    if (up !== false) logger.warn({ err }, 'Redis is away: this instance counts limits for itself');
    up = false;
  };
  client.on('error', gone).on('close', () => gone());
  client.on('ready', () => {
    if (up === false) logger.info('Redis is back: limits are counted together again');
    up = true;
  });
  return {
    client,
    isUp: () => up === true,
    stop: () => {
      up = false;
      client.disconnect();
    },
  };
}
