import { idOf, once, type Entry } from './entry.js';
import { ownCityOf } from './load-office.js';
import type { BodyEntry, ConsultativeBodyEntry, GovernmentEntry, PlanData } from './plan-data.js';

/** Enters the consultative bodies with their rules, chairs, members and seats. */
export async function loadConsultativeBodies(entry: Entry): Promise<void> {
  for (const body of entry.plan.consultativeBodies) {
    const bodyId = await loadBody(entry, body, 'CONSULTATIVE_BODY');
    await loadSeats(entry, bodyId, body);
    const { government, ...term } = body.chair;
    const chair = {
      organizationId: bodyId,
      role: 'CHAIR',
      label: '회장',
      memberId: idOf(entry.organizations, government),
      ...term,
    } as const;
    const basis = body.rule.chairBasis ?? null;
    await entry.staff.startMembership({ ...chair, basis, sourceId: entry.sources.plan }, once('chair', body.name));
  }
}

// A government sits by virtue of the post of its head. The plan prints how many are appointed and names none of them: they are a quota.
async function loadSeats(entry: Entry, bodyId: string, { name, members, appointedSeats }: ConsultativeBodyEntry): Promise<void> {
  const { plan, staff, sources } = entry;
  const all = members === 'ALL_GOVERNMENTS';
  const sourceId = all ? sources.regions : sources.plan;
  const seated = all ? plan.governments : members.map((member) => governmentNamed(plan, member));
  const quota = { bodyId, sourceId: sources.plan };
  await staff.setSeatQuota({ ...quota, basis: 'EX_OFFICIO', seats: seated.length }, once('seats', name, 'EX_OFFICIO'));
  if (appointedSeats) await staff.setSeatQuota({ ...quota, basis: 'APPOINTED', seats: appointedSeats }, once('seats', name, 'APPOINTED'));
  for (const government of seated) {
    const memberId = idOf(entry.organizations, government.name);
    const exOfficioPostId = idOf(entry.posts, government.head);
    await staff.startMembership(
      { organizationId: bodyId, role: 'MEMBER', memberId, basis: 'EX_OFFICIO', exOfficioPostId, sourceId },
      once('member', name, government.name),
    );
  }
}

function governmentNamed({ governments }: PlanData, name: string): GovernmentEntry {
  const government = governments.find((each) => each.name === name);
  if (government === undefined) throw new Error(`data/governments.json has no ${name}. Correct the name in data/consultative-bodies.json.`);
  return government;
}

/** Enters the committee: its seats, its two chairs, its divisions and the rounds of reviews that the plan announces. */
export async function loadCommittee(entry: Entry): Promise<void> {
  const { staff, sources } = entry;
  const { committee } = entry.plan;
  const bodyId = await loadBody(entry, committee, 'COMMITTEE');
  const sourceId = sources.plan;
  for (const basis of ['EX_OFFICIO', 'APPOINTED'] as const) {
    await staff.setSeatQuota({ bodyId, basis, seats: committee.seats[basis], sourceId }, once('seats', committee.name, basis));
  }
  await loadExOfficioChair(entry, bodyId);
  await loadCivilianChair(entry, bodyId);
  for (const { name, english } of committee.divisions) {
    const { id } = await staff.addDivision({ bodyId, name, nameEnglish: english, sourceId }, once('division', name));
    entry.divisions.set(name, id);
  }
  await loadReviewRounds(entry, bodyId);
}

// The plan names the post and not its holder: the seat and the chair belong to the post.
async function loadExOfficioChair(entry: Entry, bodyId: string): Promise<void> {
  const { staff } = entry;
  const { name, exOfficioChairPost: title } = entry.plan.committee;
  const sourceId = entry.sources.plan;
  const post = await staff.createPost({ organizationId: ownCityOf(entry), title, sourceId }, once('post', title));
  const seat = { organizationId: bodyId, basis: 'EX_OFFICIO', exOfficioPostId: post.id, sourceId } as const;
  await staff.startMembership({ ...seat, role: 'MEMBER' }, once('member', name, title));
  await staff.startMembership({ ...seat, role: 'CHAIR', label: '위원장', seatNumber: 1 }, once('chair', name, title));
}

// Every seat is either ex officio or appointed, and a civilian holds no post of the city. How the chair came to it is not printed.
async function loadCivilianChair({ plan, staff, sources }: Entry, bodyId: string): Promise<void> {
  const { name: committee, civilianChair } = plan.committee;
  const { name, seatLabel, chairLabel } = civilianChair;
  const sourceId = sources.plan;
  const person = await staff.registerStakeholder({ kind: 'PERSON', name, categories: ['COMMITTEE'], sourceId }, once('person', name));
  const seat = { organizationId: bodyId, memberId: person.id, sourceId };
  await staff.startMembership({ ...seat, role: 'MEMBER', label: seatLabel, basis: 'APPOINTED' }, once('member', committee, name));
  await staff.startMembership({ ...seat, role: 'CHAIR', label: chairLabel, seatNumber: 2 }, once('chair', committee, name));
}

async function loadReviewRounds({ plan, staff, sources, divisions }: Entry, bodyId: string): Promise<void> {
  const { year, quarterlyPlenary, halfYearlyDivision } = plan.committee.reviews;
  const round = { bodyId, year, sourceId: sources.plan };
  for (const part of quarterlyPlenary) {
    await staff.openReviewRound({ ...round, kind: 'QUARTERLY_PLENARY', part }, once('review-round', year, 'quarter', part));
  }
  for (const [name, divisionId] of divisions) {
    for (const part of halfYearlyDivision) {
      const ofDivision = { ...round, kind: 'HALF_YEARLY_DIVISION', divisionId, part } as const;
      await staff.openReviewRound(ofDivision, once('review-round', year, 'half', part, name));
    }
  }
}

async function loadBody(entry: Entry, body: BodyEntry, kind: 'CONSULTATIVE_BODY' | 'COMMITTEE'): Promise<string> {
  const { staff, sources, organizations } = entry;
  const { name, english, otherNames, founded, note, rule } = body;
  const sourceId = sources.plan;
  const { id } = await staff.registerStakeholder(
    {
      kind: 'ORGANIZATION',
      name,
      categories: [kind],
      founded,
      note: note ?? null,
      otherNames: [...otherNames, { kind: 'ENGLISH', name: english, sourceId: sources.translations }],
      sourceId,
    },
    once('organization', name),
  );
  organizations.set(name, id);
  await staff.establishBody({ organizationId: id, kind, ...rule, sourceId }, once('body', name));
  return id;
}
