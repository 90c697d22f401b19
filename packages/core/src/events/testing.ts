import { setTimeout } from 'node:timers/promises';
import type { TestPcrm } from '../testing.js';
import type { NumberedEvent } from './event-feed.js';

/** How many events there are. */
export function numberOf({ database }: TestPcrm): Promise<number> {
  return database.client.outboxEvent.count();
}

/** What comes from a feed, as a list that grows. */
export function received(feed: AsyncIterable<readonly NumberedEvent[]>): NumberedEvent[] {
  const seen: NumberedEvent[] = [];
  const follow = async () => {
    for await (const events of feed) seen.push(...events);
  };
  void follow();
  return seen;
}

/** Waits until something holds; the test's own time limit ends it. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await setTimeout(10);
}
