import {
  commitmentOn,
  contactsUntil,
  generalAssessments,
  loadPages,
  managersOn,
  membershipsOf,
  membersOf,
  MOST_OF_A_BRIEF as MOST,
  nextAppointments,
  nextMeetings,
  nextSessions,
  officeDay,
  otherNamesOn,
  permits,
  promisesOn,
  undecidedProposals,
  usableContactPoints,
  type KeysetList,
  type Stakeholder as StakeholderRow,
} from '@pcrm/core';
import { Appointment } from './appointments.js';
import { builder } from './builder.js';
import { CollisionType } from './collisions.js';
import { Commitment, type CommitmentToldOf } from './commitments.js';
import { loaderFor } from './connection.js';
import type { GraphQLContext } from './context.js';
import { Engagement } from './engagements.js';
import { asOfArg } from './input-fields.js';
import { Meeting } from './meetings.js';
import { Membership } from './memberships.js';
import { dayOf, isoDay } from './period.js';
import { Proposal } from './proposals.js';
import { WarmPathType } from './relations.js';
import { Session } from './sessions.js';
import { Assessment, ContactPoint, Organization, OtherName, Person, RelationshipManager, Stakeholder } from './stakeholders.js';
import { Stance } from './stances.js';

/** Of whom, and of which day. */
interface BriefShape {
  readonly stakeholder: StakeholderRow;
  readonly day: Date;
}

interface Part<Row> {
  readonly name: string;
  readonly list: KeysetList<Row>;
  readonly first: number;
}

/** The first rows of a list below the stakeholder. All briefs of one answer for a day are read in one statement. */
async function part<Row>(context: GraphQLContext, { stakeholder, day }: BriefShape, { name, list, first }: Part<Row>): Promise<Row[]> {
  const pages = loaderFor(context, `Brief.${name} ${isoDay(day)}`, (parentIds) => loadPages(context.db, list, { parentIds, first }));
  return (await pages.load(stakeholder.id)).rows.map(({ row }) => row);
}

async function promises(context: GraphQLContext, brief: BriefShape, direction: 'OURS' | 'THEIRS'): Promise<CommitmentToldOf[]> {
  const list = promisesOn(context.actor, { day: brief.day, direction });
  const rows = await part(context, brief, { name: `promises ${direction}`, list, first: MOST.promises });
  return rows.map((row) => ({ ...commitmentOn(row, brief.day), toldOf: brief.day }));
}

const few = { field: 2, multiplier: 5 };
const many = { field: 2, multiplier: 20 };

const Brief = builder.objectRef<BriefShape>('Brief').implement({
  description:
    '면담 자료: what is to know of a stakeholder before a meeting, on one page. Each part holds what the caller may read, and costs nothing when it is not asked for.',
  authScopes: { can: 'stakeholders:read' },
  fields: (t) => ({
    stakeholder: t.field({ type: Stakeholder, description: 'Of whom.', resolve: ({ stakeholder }) => stakeholder }),
    asOf: t.field({ type: 'Date', description: 'The day that it tells of.', ...dayOf('day') }),
    markdown: t.string({
      nullable: true,
      description: 'The whole brief as a page of Markdown in Korean, to be printed. Parts for which the caller has no permission say so.',
      complexity: 500,
      resolve: ({ stakeholder, day }, _args, { pcrm }) => pcrm.briefMarkdown({ stakeholderId: stakeholder.id, asOf: isoDay(day) }),
    }),
  }),
});

builder.objectFields(Brief, (t) => ({
  otherNames: t.field({
    type: [OtherName],
    description: 'Names beside the one in use, on the day.',
    complexity: few,
    resolve: (brief, _args, context) =>
      part(context, brief, { name: 'otherNames', list: otherNamesOn(context.actor, brief.day), first: MOST.particulars }),
  }),
  contactPoints: t.field({
    type: [ContactPoint],
    description: 'Ways to reach them on the day, without those that they asked not to be used.',
    complexity: few,
    resolve: (brief, _args, context) =>
      part(context, brief, { name: 'contactPoints', list: usableContactPoints(context.actor, brief.day), first: MOST.particulars }),
  }),
  assessment: t.field({
    type: Assessment,
    nullable: true,
    description: 'Influence and interest in general, as they were last assessed by the day.',
    resolve: async (brief, _args, context) => {
      const list = generalAssessments(context.actor, brief.day);
      const [latest] = await part(context, brief, { name: 'assessment', list, first: 1 });
      return latest;
    },
  }),
  relationshipManagers: t.field({
    type: [RelationshipManager],
    description: 'Who keeps the relation on the day, for each department.',
    complexity: few,
    resolve: (brief, _args, context) =>
      part(context, brief, { name: 'managers', list: managersOn(context.actor, brief.day), first: MOST.particulars }),
  }),
  memberships: t.field({
    type: [Membership],
    description: 'Posts that they hold and organizations in which they are something, on the day.',
    complexity: many,
    resolve: (brief, _args, context) =>
      part(context, brief, { name: 'memberships', list: membershipsOf(context, { asOf: isoDay(brief.day) }), first: MOST.memberships }),
  }),
  members: t.field({
    type: [Membership],
    description: 'Who is something in the organization on the day; none of a person.',
    complexity: many,
    resolve: (brief, _args, context) =>
      part(context, brief, { name: 'members', list: membersOf(context, { asOf: isoDay(brief.day) }), first: MOST.memberships }),
  }),
}));

builder.objectFields(Brief, (t) => ({
  lastEngagements: t.field({
    type: [Engagement],
    description: 'The last five contacts by any department until the end of the day, the latest first.',
    complexity: few,
    resolve: (brief, _args, context) =>
      part(context, brief, { name: 'contacts', list: contactsUntil(context.actor, brief.day), first: MOST.contacts }),
  }),
  ourPromises: t.field({
    type: [Commitment],
    description: 'What we promised them: what is open on the day by due date, and then what was closed last; at most 25.',
    complexity: many,
    resolve: (brief, _args, context) => promises(context, brief, 'OURS'),
  }),
  theirPromises: t.field({
    type: [Commitment],
    description: 'What they promised us: what is open on the day by due date, and then what was closed last; at most 25.',
    complexity: many,
    resolve: (brief, _args, context) => promises(context, brief, 'THEIRS'),
  }),
  stances: t.field({
    type: [Stance],
    description: 'Where they stand on the day on each policy task and proposal, the latest first, at most 20. Reading is logged.',
    complexity: many,
    resolve: ({ stakeholder, day }, _args, context) =>
      loaderFor(context, `Brief.stances ${isoDay(day)}`, (ids) =>
        context.pcrm.latestStancesOfEach({ stakeholderIds: [...ids], first: MOST.stances, asOf: isoDay(day) }),
      ).load(stakeholder.id),
  }),
}));

builder.objectFields(Brief, (t) => ({
  proposalsToThem: t.field({
    type: [Proposal],
    description: 'What is asked of them and not decided on the day, the latest first, at most 20.',
    complexity: many,
    resolve: (brief, _args, context) => {
      const list = undecidedProposals(context, { day: brief.day, side: 'TO_THEM' });
      return part(context, brief, { name: 'proposals to them', list, first: MOST.proposals });
    },
  }),
  proposalsByThem: t.field({
    type: [Proposal],
    description: 'What they ask, as a body or among the proposers, and is not decided on the day, the latest first, at most 20.',
    complexity: many,
    resolve: (brief, _args, context) => {
      const list = undecidedProposals(context, { day: brief.day, side: 'BY_THEM' });
      return part(context, brief, { name: 'proposals by them', list, first: MOST.proposals });
    },
  }),
  nextSessions: t.field({
    type: [Session],
    description: 'The next five planned sessions of programmes for which they are registered or wait.',
    complexity: few,
    resolve: (brief, _args, context) =>
      part(context, brief, { name: 'sessions', list: nextSessions(context.actor, brief.day), first: MOST.sessions }),
  }),
}));

builder.objectFields(Brief, (t) => ({
  nextAppointments: t.field({
    type: [Appointment],
    description: 'The next five planned appointments with them, by any department, from the day on.',
    complexity: few,
    resolve: (brief, _args, context) =>
      part(context, brief, { name: 'appointments', list: nextAppointments(context.actor, brief.day), first: MOST.appointments }),
  }),
  nextMeetings: t.field({
    type: [Meeting],
    description: 'The next five planned meetings of bodies in which they sit, from the day on; those of which no date is known come last.',
    complexity: few,
    resolve: (brief, _args, context) =>
      part(context, brief, { name: 'meetings', list: nextMeetings(context, brief.day), first: MOST.meetings }),
  }),
  collisions: t.field({
    type: [CollisionType],
    description: 'Contacts of other departments with them, or with their organizations or members, near the day: the nearest first.',
    args: { withinDays: t.arg.int({ description: 'How many days before and after: 0 to 90, 7 when nothing is said.' }) },
    complexity: { field: 20, multiplier: 10 },
    resolve: ({ stakeholder, day }, { withinDays }, { pcrm, actor }) =>
      pcrm.collisions({
        stakeholderIds: [stakeholder.id],
        at: isoDay(day),
        withinDays,
        throughMemberships: permits(actor, 'memberships:read'),
      }),
  }),
  warmPaths: t.field({
    type: [WarmPathType],
    description: 'Whom we know that knows them: five ways from our staff to them, in one step or by one who knows them.',
    complexity: { field: 500, multiplier: 5 },
    resolve: ({ stakeholder, day }, _args, { pcrm }) =>
      pcrm.warmPaths({ toId: stakeholder.id, limit: MOST.paths, maxSteps: MOST.steps, asOf: isoDay(day) }),
  }),
}));

builder.queryFields((t) => ({
  brief: t.field({
    type: Brief,
    nullable: true,
    description: '면담 자료: what is to know of a stakeholder before a meeting, on one page; null when there is no such stakeholder.',
    authScopes: { can: 'stakeholders:read' },
    args: {
      stakeholderId: t.arg.globalID({ required: true, for: [Person, Organization], description: 'Of whom.' }),
      ...asOfArg(t.arg),
    },
    complexity: 10,
    resolve: async (_root, { stakeholderId, asOf }, { pcrm, now }) => {
      const stakeholder = await pcrm.findStakeholder(stakeholderId.id);
      return stakeholder && { stakeholder, day: asOf == null ? officeDay(now()) : new Date(asOf) };
    },
  }),
}));
