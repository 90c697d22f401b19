import { z } from 'zod';
import type { Body, Meeting, Stakeholder } from '../generated/prisma/client.js';
import { MembershipBasis, TermEnd } from '../generated/prisma/enums.js';
import { addProblem } from '../input.js';
import type { ChairTerm } from '../memberships/membership-queries.js';
import { calendarDate, type PartialDate } from '../period.js';
import { nextInOrder, type Turn } from '../rotations/rotation.js';
import { partial } from './watched-bodies.js';

export const handOverCalendarInput = z
  .object({
    /** The first day; today in Korea when left out. */
    from: calendarDate().nullish(),
    /** The first day that is no longer looked at; a year after the first when left out. */
    until: calendarDate().nullish(),
  })
  .superRefine(({ from, until }, context) => {
    if (!from || !until || from < until) return;
    addProblem(context, { path: ['until'], code: 'period_out_of_order', message: 'Give a day after the first day.' });
  });

/** How it is known who takes a chair over. */
export const successionKinds = {
  RECORDED: 'The next term is recorded.',
  ROTATION: 'The order of rotation says it.',
  TO_BE_ELECTED: 'The members elect a chair from among themselves.',
  UNKNOWN: 'Nothing recorded says it.',
} as const;
export type SuccessionKind = keyof typeof successionKinds;

/** The end of a term in a chair, and who follows. */
export interface HandOver {
  readonly body: Body;
  readonly term: ChairTerm;
  /** When it ends: a date that may be partial, or that of the next meeting; null where no meeting is planned that would end it. */
  readonly on: PartialDate | null;
  /** The planned meeting that ends it when it is held. */
  readonly meeting: Meeting | null;
  readonly succession: SuccessionKind;
  /** Who follows, where that is known. */
  readonly follower: Stakeholder | null;
  /** Whether it is our own city that hands the chair over. */
  readonly weHandOver: boolean;
  /** Whether it is our own city that takes it over. */
  readonly weTakeOver: boolean;
}

/** What a body's hand-overs are told from. */
export interface HandOverFacts {
  readonly body: Body;
  readonly terms: readonly ChairTerm[];
  readonly next: Meeting | null;
  readonly order: readonly Turn[];
  /** As whom the chair of a term may stand in the order. */
  readonly idsOf: (term: ChairTerm) => readonly string[];
}

/** A hand-over before the follower is looked up. */
export type HandOverPlan = Pick<HandOver, 'body' | 'term' | 'on' | 'meeting' | 'succession'> & {
  readonly followerId: string | null;
};

/**
 * The hand-overs of a body in a period. A term until the next meeting is handed over at the meeting that is planned next; while none is
 * planned it has no date, and is told so that it is not lost.
 */
export function handOversOf(facts: HandOverFacts, { from, until }: { readonly from: Date; readonly until: Date }): HandOverPlan[] {
  return facts.terms.flatMap((term): HandOverPlan[] => {
    const end = endOfTerm(term, facts.next);
    if (end === undefined) return [];
    if (end.on !== null && (end.on.date < from || end.on.date >= until)) return [];
    return [{ body: facts.body, term, ...end, ...successionOf(term, facts) }];
  });
}

function endOfTerm(term: ChairTerm, next: Meeting | null): Pick<HandOver, 'on' | 'meeting'> | undefined {
  const on = partial(term.untilDate, term.untilPrecision);
  if (on !== null) return { on, meeting: null };
  if (term.membership.termEnd !== TermEnd.UNTIL_NEXT_MEETING) return undefined;
  return { on: next && partial(next.plannedDate, next.plannedPrecision), meeting: next };
}

function successionOf(term: ChairTerm, { body, terms, order, idsOf }: HandOverFacts): Pick<HandOverPlan, 'succession' | 'followerId'> {
  const { untilDate, membership } = term;
  const recorded = terms.find(
    (each) => each.membership.seatNumber === membership.seatNumber && untilDate && each.fromDate && each.fromDate >= untilDate,
  );
  if (recorded) return { succession: 'RECORDED', followerId: recorded.chair?.id ?? null };
  const [next] = nextInOrder(order, idsOf(term), 1);
  if (next !== undefined) return { succession: 'ROTATION', followerId: next };
  const elected = body.chairBasis === MembershipBasis.MUTUAL_ELECTION;
  return { succession: elected ? 'TO_BE_ELECTED' : 'UNKNOWN', followerId: null };
}
