import { randomBytes } from 'node:crypto';
import { EVENTS_KEPT_DAYS, EventsGone, InvalidInput, type Actor } from '@pcrm/core';
import type { CursorSeal } from '@pcrm/graphql';

/** The ids of a stream: each a place among all events. */
export interface EventIds {
  readonly write: (actor: Actor, position: bigint) => string;
  /**
   * The position of an id that this actor was given.
   *
   * @throws InvalidInput for any other text, and EventsGone where it was given longer ago than events are kept.
   */
  readonly read: (actor: Actor, id: string) => bigint;
}

const PURPOSE = 'last-event-id';
const DAY_MS = 86_400_000;

/**
 * Ids that tell nothing: all are equally long and no two alike, so that neither how many events there were that one may not see can be
 * read from them, nor whether there was any. Each says inside when it was given. By that it is too old after so many days, whether
 * something happened since or not.
 */
export function eventIds(seal: CursorSeal, now: () => Date): EventIds {
  const purposeOf = ({ id }: Actor) => [PURPOSE, id];
  return {
    write: (actor, position) => {
      const parts = [String(position).padStart(20, '0'), now().toISOString(), randomBytes(9).toString('base64url')];
      return seal.seal(parts.join(' '), purposeOf(actor));
    },
    read: (actor, id) => {
      const opened = seal.open(id, purposeOf(actor));
      if (opened === undefined) {
        const message = 'Send the id of the last event that the service gave you, or leave the header out to begin with what happens now.';
        throw InvalidInput.at(['Last-Event-ID'], 'invalid_event_id', message);
      }
      const [position = '', givenAt = ''] = opened.split(' ');
      if (now().getTime() - Date.parse(givenAt) >= EVENTS_KEPT_DAYS * DAY_MS) throw new EventsGone();
      return BigInt(position);
    },
  };
}
