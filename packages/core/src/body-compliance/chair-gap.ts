import type { Meeting, Membership } from '../generated/prisma/client.js';
import type { ChairTerm } from '../memberships/membership-queries.js';
import { contains } from '../period.js';

/** In which way a chair has nobody. */
export const chairGapKinds = {
  TERM_ENDED: 'The last term in this chair ended, and nobody has it.',
  NEVER_TAKEN: 'Nobody is recorded ever to have had this chair.',
  POST_VACANT: 'The chair belongs to a post of which no holder is recorded.',
  ENDS_BEFORE_NEXT_MEETING: 'The term ends before the next meeting that is planned, and nobody is known who would chair it.',
} as const;
export type ChairGapKind = keyof typeof chairGapKinds;

/** A chair of a body that nobody has on a day, or will have at the next meeting. */
export interface ChairGap {
  readonly kind: ChairGapKind;
  /** Which of the chairs of the body, from 1. */
  readonly seatNumber: number;
  /** The term that ended or ends; null where nobody had the chair. */
  readonly term: ChairTerm | null;
  /** The meeting that nobody is known to chair; for ENDS_BEFORE_NEXT_MEETING. */
  readonly meeting: Meeting | null;
  /** Who is recorded to take the chair later. */
  readonly successor: Membership | null;
}

/** What tells whether the chairs of a body are taken. */
export interface ChairFacts {
  readonly chairSeats: number;
  readonly terms: readonly ChairTerm[];
  /** The next meeting that is planned. */
  readonly next: Meeting | null;
}

/** The chairs of a body that nobody has on a day, or will have when it meets next; by seat. */
export function chairGapsOf({ chairSeats, terms, next }: ChairFacts, day: Date): ChairGap[] {
  return Array.from({ length: chairSeats }, (_, index) => index + 1).flatMap((seatNumber): ChairGap[] => {
    const ofSeat = terms.filter(({ membership }) => membership.seatNumber === seatNumber);
    const taken = ofSeat.filter(({ membership }) => contains(membership, day));
    const successor = ofSeat.find(({ membership: { fromDate } }) => fromDate !== null && fromDate > day)?.membership ?? null;
    const gap = { seatNumber, meeting: null, successor };
    if (taken.length === 0) {
      const term = lastEnded(ofSeat, day);
      return [{ ...gap, kind: term ? 'TERM_ENDED' : 'NEVER_TAKEN', term }];
    }
    const present = taken.find((term) => contains(term, day) && term.chair !== null);
    if (present === undefined) return [{ ...gap, kind: 'POST_VACANT', term: lastEnded(taken, day) ?? taken[0] ?? null }];
    if (!endsBefore(present, ofSeat, next)) return [];
    return [{ ...gap, kind: 'ENDS_BEFORE_NEXT_MEETING', term: present, meeting: next }];
  });
}

function lastEnded(terms: readonly ChairTerm[], day: Date): ChairTerm | null {
  const ended = terms.filter(({ untilDate }) => untilDate !== null && untilDate <= day);
  return ended.toSorted((a, b) => Number(a.untilDate) - Number(b.untilDate)).at(-1) ?? null;
}

function endsBefore({ untilDate, membership }: ChairTerm, ofSeat: readonly ChairTerm[], next: Meeting | null): boolean {
  // A term that a meeting ended did not end before it, even where that was held earlier than planned.
  if (membership.endedByMeetingId !== null) return false;
  const plannedDate = next?.plannedDate ?? null;
  if (plannedDate === null || untilDate === null || untilDate > plannedDate) return false;
  return ofSeat.every((term) => !contains(term, plannedDate));
}
