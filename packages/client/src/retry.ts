/** How often an operation is repeated. */
export interface Retries {
  /** How many times after the first: 3 unless said, and 0 for never. */
  readonly times: number;
  /** A service that asks for a longer pause than this is not waited for: 10,000 ms unless said. */
  readonly longestPauseMs: number;
}

interface Failure {
  readonly code: string;
  readonly status: number | undefined;
}

const FIRST_PAUSE_MS = 200;

/** Whether asking again may help, and cannot do anything twice. A 429 came before anything was done. */
export function mayRetry({ code, status }: Failure, repeatable: boolean): boolean {
  if (status === 429) return true;
  return repeatable && (status === 503 || code === 'UNAVAILABLE' || code === 'UNREACHABLE');
}

/** How long to wait before an attempt, counted from 1: what the service asks for, or else twice as long each time, spread at random. */
export function pauseBefore(attempt: number, retryAfterMs: number | undefined, random: () => number = Math.random): number {
  return retryAfterMs ?? Math.round(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + random()));
}

/** Milliseconds that a Retry-After header names, in seconds or as a date; undefined when it says neither. */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/u.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
