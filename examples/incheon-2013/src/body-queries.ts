import {
  everyRow,
  formatPartialDate,
  type Body,
  type BodySeats,
  type Division,
  type OtherName,
  type Seat,
  type Stakeholder,
} from '@pcrm/core';
import type { View } from './view.js';

/** A body on a day, with its chairs, its members and its seats. */
export interface BodyOnDay {
  readonly body: Body;
  readonly organization: Stakeholder & { readonly otherNames: readonly OtherName[] };
  readonly divisions: readonly Division[];
  readonly chairs: readonly Seat[];
  readonly members: readonly Seat[];
  readonly seats: BodySeats;
}

/** The bodies of a kind, or all, in the order in which they were entered: the plan's own. */
export async function bodiesOn({ db, as, asOf }: View, kind?: Body['kind']): Promise<BodyOnDay[]> {
  const bodies = await everyRow((page) => as.listBodies({ filter: { kind: kind ?? null }, ...page }));
  bodies.sort((a, b) => (a.id < b.id ? -1 : 1));
  const bodyIds = bodies.map(({ id }) => id);
  const [chairs, seats, rosters, organizations, divisions] = await Promise.all([
    as.chairsOfEach({ bodyIds, asOf }),
    as.seatsOfEach({ bodyIds, asOf }),
    Promise.all(bodyIds.map((organizationId) => as.roster({ organizationId, role: 'MEMBER', asOf }))),
    db.stakeholder.findMany({
      where: { id: { in: bodyIds } },
      include: { otherNames: { orderBy: { id: 'asc' } } },
      orderBy: { id: 'asc' },
    }),
    db.division.findMany({ where: { bodyId: { in: bodyIds } }, orderBy: { position: 'asc' } }),
  ]);
  return bodies.flatMap((body, index): BodyOnDay[] => {
    const organization = organizations[index];
    const seatsOfBody = seats[index];
    if (organization === undefined || seatsOfBody === undefined) return [];
    return [
      {
        body,
        organization,
        divisions: divisions.filter(({ bodyId }) => bodyId === body.id),
        chairs: chairs[index] ?? [],
        members: rosters[index] ?? [],
        seats: seatsOfBody,
      },
    ];
  });
}

/** Who or what sits, as the plan names it: an abbreviation of the government, a person, or the post whose holder is not named. */
export type NameOfSeat = (seat: Seat) => string;

/** Looks up the short names of the members and the titles of the posts in one go. */
export async function namesOfSeats({ db }: View, bodies: readonly BodyOnDay[]): Promise<NameOfSeat> {
  const seats = bodies.flatMap(({ chairs, members }) => [...chairs, ...members]);
  const [shortNames, posts] = await Promise.all([
    db.otherName.findMany({
      where: { kind: 'ABBREVIATION', stakeholderId: { in: seats.flatMap(({ member }) => member?.id ?? []) } },
      orderBy: { id: 'asc' },
    }),
    db.post.findMany({ where: { id: { in: seats.flatMap(({ membership }) => membership.exOfficioPostId ?? []) } } }),
  ]);
  return ({ member, person, membership }) => {
    if (member === null) return person?.name ?? posts.find(({ id }) => id === membership.exOfficioPostId)?.title ?? '';
    return shortNames.find(({ stakeholderId }) => stakeholderId === member.id)?.name ?? member.name;
  };
}

/** How many seats the rule gives on a basis; null where it says nothing. */
export function quotaOn({ seats }: BodyOnDay, basis: 'EX_OFFICIO' | 'APPOINTED'): number | null {
  return seats.byBasis.find((count) => count.basis === basis)?.quota ?? null;
}

/** When a term begins and ends, each as it is known, or null. */
export function termOf({ membership }: Seat): { readonly from: string | null; readonly until: string | null } {
  return {
    from: formatPartialDate(membership.fromDate, membership.fromPrecision),
    until: formatPartialDate(membership.untilDate, membership.untilPrecision),
  };
}
