import type { OpenDatabase } from '../database/open-database.js';
import { eventBacklog, type EventBacklog } from './event-backlog.js';
import { startDispatcher, type Consumer, type Dispatcher, type DispatchOptions } from './event-dispatcher.js';
import { eventFeed, type EventFeed } from './event-feed.js';
import { sweepEvents } from './sweep-events.js';

/** What happens. It knows nothing of permissions: whoever passes it on asks what may be seen, each time. */
export interface Events extends Pick<EventFeed, 'latest' | 'requireKept' | 'follow'> {
  /** Delivers every event to each consumer at least once, and those of one record in their order, until it is stopped. */
  readonly dispatch: (consumers: readonly Consumer[], options?: DispatchOptions) => Dispatcher;
  /** Forgets events that are older than a week, or what is given, and that every consumer has passed. Returns how many. */
  readonly sweep: (keptDays?: number) => Promise<number>;
  /** How much is kept, and how far the consumers are behind. */
  readonly backlog: () => Promise<EventBacklog>;
}

/** The events of an open database, what tells them of a commit, and what ends them. */
export function openEvents({ client, listen }: OpenDatabase, now: () => Date) {
  const { wake: committed, stop, ...feed } = eventFeed(client, listen);
  const events: Events = {
    ...feed,
    dispatch: (consumers, options) => startDispatcher(client, consumers, options),
    sweep: (keptDays) => sweepEvents(client, now(), keptDays),
    backlog: () => eventBacklog(client, now()),
  };
  return { events, committed, stop };
}
