import { permits, type Scope } from '../access/actor.js';
import { staffOfAppointments } from '../appointments/appointment-queries.js';
import { collisions } from '../appointments/collision-queries.js';
import type { Context } from '../context.js';
import { loadPages, type KeysetList } from '../database/keyset.js';
import { staffOfEngagements } from '../engagements/engagement-links.js';
import type { Actor, Stakeholder } from '../generated/prisma/client.js';
import { StakeholderKind } from '../generated/prisma/enums.js';
import { membershipsOf, membersOf } from '../memberships/membership-lists.js';
import { personsOfEach } from '../memberships/membership-queries.js';
import { warmPaths } from '../relations/relation-queries.js';
import { latestStancesOfEach } from '../stances/latest-stances.js';
import * as lists from './brief-lists.js';
import { MOST_OF_A_BRIEF as MOST } from './brief.js';
import { shownResult } from '../personal-data/personal-data.js';

/** Of whom, and of which day. */
export interface BriefOf {
  readonly stakeholder: Stakeholder;
  readonly day: Date;
  readonly withinDays?: number | null | undefined;
}

/** The records of a brief, as the actor may see them: a fixed number of statements, all at the same time. Null without the permission. */
export async function loadBriefRows(context: Context, { stakeholder, day, withinDays }: BriefOf) {
  const { db, actor } = context;
  const { id } = stakeholder;
  const asOf = day.toISOString().slice(0, 10);
  const first = async <Row>(list: KeysetList<Row>, most: number): Promise<Row[]> => {
    const [page] = await loadPages(db, list, { parentIds: [id], first: most });
    return (page?.rows ?? []).map(({ row }) => row);
  };
  const allowed = async <Rows>(scopes: readonly Scope[], load: () => Promise<Rows>): Promise<Rows | null> =>
    scopes.every((scope) => permits(actor, scope)) ? load() : null;
  const promises = (direction: 'OURS' | 'THEIRS') =>
    allowed(['commitments:read'], () => first(lists.promisesOn(actor, { day, direction }), MOST.promises));
  const isOrganization = stakeholder.kind === StakeholderKind.ORGANIZATION;
  const [otherNames, contactPoints, assessments, managers] = await Promise.all([
    first(lists.otherNamesOn(actor, day), MOST.particulars),
    first(lists.usableContactPoints(actor, day), MOST.particulars),
    first(lists.generalAssessments(actor, day), 1),
    first(lists.managersOn(actor, day), MOST.particulars),
  ]);
  const [memberships, members, contacts, ourPromises, theirPromises, stances] = await Promise.all([
    allowed(['memberships:read'], () => first(membershipsOf(context, { asOf }), MOST.memberships)),
    allowed(['memberships:read'], async () => (isOrganization ? first(membersOf(context, { asOf }), MOST.memberships) : [])),
    allowed(['engagements:read'], () => first(lists.contactsUntil(actor, day), MOST.contacts)),
    promises('OURS'),
    promises('THEIRS'),
    allowed(['stances:read'], async () => {
      const [latest = []] = await latestStancesOfEach(context, { stakeholderIds: [id], first: MOST.stances, asOf });
      return latest;
    }),
  ]);
  const proposals = (side: 'TO_THEM' | 'BY_THEM') =>
    allowed(['proposals:read'], () => first(lists.undecidedProposals(context, { day, side }), MOST.proposals));
  const [proposalsToThem, proposalsByThem, sessions, appointments, meetings, near, paths] = await Promise.all([
    proposals('TO_THEM'),
    proposals('BY_THEM'),
    allowed(['programmes:read'], () => first(lists.nextSessions(actor, day), MOST.sessions)),
    allowed(['engagements:read'], () => first(lists.nextAppointments(actor, day), MOST.appointments)),
    allowed(['meetings:read', 'memberships:read'], () => first(lists.nextMeetings(context, day), MOST.meetings)),
    allowed(['engagements:read'], () =>
      collisions(context, { stakeholderIds: [id], at: asOf, withinDays, throughMemberships: permits(actor, 'memberships:read') }),
    ),
    allowed(['memberships:read', 'engagements:read', 'access:read'], () =>
      warmPaths(context, { toId: id, limit: MOST.paths, maxSteps: MOST.steps, asOf }),
    ),
  ]);
  const known = { otherNames, contactPoints, assessments, managers, memberships, members, contacts, ourPromises, theirPromises };
  return { ...known, stances, proposalsToThem, proposalsByThem, sessions, appointments, meetings, collisions: near, paths };
}

export type BriefRows = Awaited<ReturnType<typeof loadBriefRows>>;

/** The names that the records of a brief are told with. Null for what the actor may not know, and for no id. */
export interface BriefNames {
  /** Of a stakeholder, an actor, a department, a post, a programme, a policy task or a proposal. */
  readonly of: (id: string | null) => string | null;
  /** Who took part, or is to, in an engagement or an appointment. */
  readonly staff: (id: string) => string[];
  /** Who sits on a seat that belongs to a post. */
  readonly person: (membershipId: string) => string | null;
}

/** Loads the names, in one statement for each kind of record. */
export async function loadBriefNames(context: Context, rows: BriefRows, day: Date): Promise<BriefNames> {
  const { db, actor } = context;
  const mayKnowUs = permits(actor, 'access:read');
  const among = idsOf(rows);
  const byId = { id: true, name: true } as const;
  const [stakeholders, actors, departments, posts, tasks, proposals] = await Promise.all([
    shownResult(context, await db.stakeholder.findMany({ where: { id: { in: among.stakeholders } } })),
    mayKnowUs ? db.actor.findMany({ where: { id: { in: among.actors } }, select: byId }) : [],
    mayKnowUs ? db.department.findMany({ where: { id: { in: among.departments } }, select: byId }) : [],
    db.post.findMany({ where: { id: { in: among.posts } }, select: { id: true, title: true } }),
    permits(actor, 'policy-tasks:read')
      ? db.policyTask.findMany({ where: { id: { in: among.tasks } }, select: { id: true, title: true } })
      : [],
    permits(actor, 'proposals:read')
      ? db.proposal.findMany({ where: { id: { in: among.proposals } }, select: { id: true, title: true } })
      : [],
  ]);
  const programmes = await db.programme.findMany({ where: { id: { in: among.programmes } }, select: byId });
  const titled = [...posts, ...tasks, ...proposals].map(({ id, title }) => ({ id, name: title }));
  const [staff, person] = await Promise.all([
    mayKnowUs ? staffNames(context, rows) : new Map<string, string[]>(),
    personNames(context, rows, day),
  ]);
  return {
    of: lookup([...stakeholders, ...actors, ...departments, ...programmes, ...titled]),
    staff: (id) => staff.get(id) ?? [],
    person: (id) => person.get(id) ?? null,
  };
}

function lookup(named: readonly { readonly id: string; readonly name: string }[]): (id: string | null) => string | null {
  const nameOf = new Map(named.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? null : (nameOf.get(id) ?? null));
}

function idsOf(rows: BriefRows) {
  const memberships = [...(rows.memberships ?? []), ...(rows.members ?? [])];
  const promises = [...(rows.ourPromises ?? []), ...(rows.theirPromises ?? [])];
  const contacts = [...(rows.contacts ?? []), ...(rows.appointments ?? [])];
  const near = rows.collisions ?? [];
  const steps = (rows.paths ?? []).flatMap((path) => path.steps.flatMap(({ from, to }) => [from, to]));
  const nodes = (type: string) => steps.filter((node) => node.type === type).map(({ id }) => id);
  const stances = rows.stances ?? [];
  return {
    stakeholders: present([
      ...memberships.flatMap(({ organizationId, memberId, onBehalfOfId }) => [organizationId, memberId, onBehalfOfId]),
      ...(rows.meetings ?? []).map(({ bodyId }) => bodyId),
      ...near.flatMap(({ throughIds }) => throughIds),
      ...nodes('STAKEHOLDER'),
    ]),
    actors: present([...rows.managers.map(({ managerId }) => managerId), ...promises.map(({ ownerId }) => ownerId), ...nodes('ACTOR')]),
    departments: present([
      ...rows.managers.map(({ departmentId }) => departmentId),
      ...promises.map(({ ownerDepartmentId }) => ownerDepartmentId),
      ...contacts.map(({ enteredForId }) => enteredForId),
      ...near.map(({ record }) => record.enteredForId),
    ]),
    posts: present(memberships.flatMap(({ postId, exOfficioPostId }) => [postId, exOfficioPostId])),
    programmes: present((rows.sessions ?? []).map(({ programmeId }) => programmeId)),
    tasks: present(stances.map(({ policyTaskId }) => policyTaskId)),
    proposals: present(stances.map(({ proposalId }) => proposalId)),
  };
}

function present(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}

async function staffNames(context: Context, rows: BriefRows): Promise<Map<string, string[]>> {
  const near = rows.collisions ?? [];
  const nearOf = (kind: string) => near.filter((collision) => collision.kind === kind).map(({ record }) => record.id);
  const engagements = present([...(rows.contacts ?? []).map(({ id }) => id), ...nearOf('ENGAGEMENT')]);
  const appointments = present([...(rows.appointments ?? []).map(({ id }) => id), ...nearOf('APPOINTMENT')]);
  const mayRead = permits(context.actor, 'engagements:read');
  const none: Actor[][] = [];
  const [ofEngagements, ofAppointments] = await Promise.all([
    mayRead ? staffOfEngagements(context, engagements) : none,
    mayRead ? staffOfAppointments(context, appointments) : none,
  ]);
  const names = (staff: readonly Actor[] = []) => staff.map(({ name }) => name);
  return new Map([
    ...engagements.map((id, index) => [id, names(ofEngagements[index])] as const),
    ...appointments.map((id, index) => [id, names(ofAppointments[index])] as const),
  ]);
}

async function personNames(context: Context, { members }: BriefRows, day: Date): Promise<Map<string, string | null>> {
  const ofPosts = (members ?? []).filter(({ memberId }) => memberId === null).map(({ id }) => id);
  if (ofPosts.length === 0) return new Map();
  const persons = await shownResult(
    context,
    await personsOfEach(context, { membershipIds: ofPosts, asOf: day.toISOString().slice(0, 10) }),
  );
  return new Map(ofPosts.map((id, index) => [id, persons[index]?.name ?? null]));
}
