import type { OpenDatabase } from '../database/open-database.js';
import { eventBacklog, type EventBacklog } from './event-backlog.js';
import { startDispatcher, type Consumer, type Dispatcher, type DispatchOptions } from './event-dispatcher.js';
import { eventFeed, type EventFeed } from './event-feed.js';
import { sweepEvents } from './sweep-events.js';

/** What happens. It knows nothing of permissions: whoever passes it on asks what may be seen, each time. */
export interface Events extends Pick<EventFeed, 'latest' | 'requireKept' | 'follow' | 'wake'> {
  /**
   * Calls back after each commit of this process that may have left events, for whoever tells other instances, which then `wake`. Writing
   * goes on after it: it must neither wait nor throw. Returns what ends that.
   */
  readonly onCommit: (listener: () => void) => () => void;
  /** Delivers every event to each consumer at least once, and those of one record in their order, until it is stopped. */
  readonly dispatch: (consumers: readonly Consumer[], options?: DispatchOptions) => Dispatcher;
  /** Forgets events that are older than a week, or what is given, and that every consumer has passed. Returns how many. */
  readonly sweep: (keptDays?: number) => Promise<number>;
  /** How much is kept, and how far the consumers are behind. */
  readonly backlog: () => Promise<EventBacklog>;
}

/** The events of an open database, what tells them of a commit, and what ends them. */
export function openEvents({ client, listen }: OpenDatabase, now: () => Date) {
  const { stop, ...feed } = eventFeed(client, listen);
  const listeners = new Set<() => void>();
  const committed = () => {
    feed.wake();
    for (const listener of listeners) listener();
  };
  const events: Events = {
    ...feed,
    onCommit: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispatch: (consumers, options) => startDispatcher(client, consumers, options),
    sweep: (keptDays) => sweepEvents(client, now(), keptDays),
    backlog: () => eventBacklog(client, now()),
  };
  return { events, committed, stop };
}
