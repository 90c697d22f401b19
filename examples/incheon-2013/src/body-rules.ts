import { formatPartialDate } from '@pcrm/core';
import { namesOfSeats, quotaOn, termOf, type BodyOnDay } from './body-queries.js';
import type { Inconsistency } from './inconsistency.js';
import type { View } from './view.js';

/** A body has as many chairs as ex officio seats, and one of the chairs does not sit ex officio: the two are not the same persons. */
export async function chairsAreNotTheExOfficioSeats(view: View, bodies: readonly BodyOnDay[]): Promise<Inconsistency[]> {
  const nameOf = await namesOfSeats(view, bodies);
  return bodies.flatMap((each) => {
    const { body, chairs } = each;
    const others = chairs.filter(({ membership }) => membership.basis !== 'EX_OFFICIO');
    if (body.chairSeats < 2 || quotaOn(each, 'EX_OFFICIO') !== body.chairSeats || others.length === 0) return [];
    const names = others.map((seat) => `${nameOf(seat)}${seat.membership.label ? ` (${seat.membership.label})` : ''}`).join(', ');
    return found(
      each,
      'chairs-are-not-the-ex-officio-seats',
      `has ${body.chairSeats} chairs and ${body.chairSeats} ex officio seats, but ${names} does not chair it ex officio: they are not the same.`,
    );
  });
}

/** A body has ex officio seats of which the source does not name the post. */
export async function exOfficioPostsUnnamed(_view: View, bodies: readonly BodyOnDay[]): Promise<Inconsistency[]> {
  return bodies.flatMap((each) => {
    const count = each.seats.byBasis.find(({ basis }) => basis === 'EX_OFFICIO');
    if (!count?.quota || !count.vacant) return [];
    return found(
      each,
      'ex-officio-post-unnamed',
      `has ${count.quota} ex officio seats, and the posts of ${count.filled} of them are named. Nobody is guessed for the other ${count.vacant}.`,
    );
  });
}

/** A body owes regular meetings, held none for twelve months and so none in the year, and its chair waits as long for the next one. */
export async function dormantBodies(view: View, bodies: readonly BodyOnDay[]): Promise<Inconsistency[]> {
  const nameOf = await namesOfSeats(view, bodies);
  const dormant = await view.as.dormantBodies({ asOf: view.asOf });
  return dormant.flatMap(({ body, reasons, owedPerYear, waiting }) => {
    const each = bodies.find((known) => known.body.id === body.id);
    const seat = each?.chairs.find(({ membership }) => waiting.some(({ id }) => id === membership.id));
    // That no meeting of a body is recorded may only say that the plan prints none.
    if (each === undefined || seat === undefined || reasons.length < 2) return [];
    return found(
      each,
      'dormant-body',
      `owes ${owedPerYear} regular meetings a year and held none in ${view.pastYear}; ${nameOf(seat)} has chaired it since ${termOf(seat).from}, "until the next meeting".`,
    );
  });
}

/** The term of a chair ends before the next meeting that the body plans, and nobody is known who would chair it. */
export async function chairsEndBeforeTheNextMeeting(view: View, bodies: readonly BodyOnDay[]): Promise<Inconsistency[]> {
  const nameOf = await namesOfSeats(view, bodies);
  const gaps = await view.as.chairGaps({ asOf: view.asOf, bodyIds: bodies.map(({ body }) => body.id) });
  return bodies.flatMap((each) =>
    gaps
      .filter(({ body, kind }) => body.id === each.body.id && kind === 'ENDS_BEFORE_NEXT_MEETING')
      .flatMap(({ seatNumber, meeting }) => {
        const ended = each.chairs.find(({ membership }) => membership.seatNumber === seatNumber);
        if (ended === undefined || meeting === null) return [];
        const planned = formatPartialDate(meeting.plannedDate, meeting.plannedPrecision);
        const sentence = `is chaired by ${nameOf(ended)} until ${termOf(ended).until}, and plans its next meeting for ${planned}: nobody is known to chair it.`;
        return found(each, 'chair-ends-before-next-meeting', sentence);
      }),
  );
}

/** More reports to the plenary are due in a year than it meets. */
export async function moreReportsThanPlenaries(view: View, bodies: readonly BodyOnDay[]): Promise<Inconsistency[]> {
  const rounds = await view.db.reviewRound.groupBy({ by: ['bodyId', 'year'], where: { kind: 'QUARTERLY_PLENARY' }, _count: true });
  return bodies.flatMap((each) => {
    const plenaries = each.body.regularMeetingsPerYear;
    if (plenaries === null) return [];
    return rounds
      .filter(({ bodyId, _count }) => bodyId === each.body.id && _count > plenaries)
      .flatMap(({ year, _count }) =>
        found(
          each,
          'more-reports-than-plenaries',
          `is to hear ${_count} quarterly reports in ${year}, and has ${plenaries} regular plenaries a year.`,
        ),
      );
  });
}

/** A body is convened when its co-chairs agree, and has one chair. */
export async function coChairsOfABodyWithOneChair(_view: View, bodies: readonly BodyOnDay[]): Promise<Inconsistency[]> {
  return bodies.flatMap((each) => {
    const { convenedWhen, chairSeats } = each.body;
    if (!convenedWhen?.includes('공동위원장') || chairSeats > 1) return [];
    return found(each, 'co-chairs-of-a-body-with-one-chair', `is convened by "${convenedWhen}" of its co-chairs, and has one chair.`);
  });
}

/** A source prints one body under several names. */
export async function bodiesUnderSeveralNames(_view: View, bodies: readonly BodyOnDay[]): Promise<Inconsistency[]> {
  return bodies.flatMap((each) => {
    const { otherNames, sourceId } = each.organization;
    const printed = otherNames.filter(({ kind, ...name }) => (kind === 'ABBREVIATION' || kind === 'ALIAS') && name.sourceId === sourceId);
    if (printed.length === 0) return [];
    return found(each, 'several-names', `is printed also as ${printed.map(({ name }) => name).join(', ')}.`);
  });
}

function found({ organization }: BodyOnDay, rule: string, sentence: string): Inconsistency[] {
  return [{ rule, about: organization.name, sentence }];
}
