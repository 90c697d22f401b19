import {
  commitmentList,
  commitmentsOfEngagement,
  commitmentsOfMeeting,
  commitmentsOfStakeholder,
  formatPartialDate,
  isOverdue,
  officeDay,
  visibleCommitments,
  type Commitment as CommitmentRow,
} from '@pcrm/core';
import { Actor, Department } from './access.js';
import { builder } from './builder.js';
import { byId } from './by-id.js';
import { connectionBelow, connectionOf, pageCost } from './connection.js';
import { Engagement, readableEngagement } from './engagements.js';
import type { GraphQLContext } from './context.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { Meeting } from './meetings.js';
import { isoDay } from './period.js';
import { Record } from './record.js';
import { Organization, Person, Stakeholder } from './stakeholders.js';

export const CommitmentDirection = enumOf('CommitmentDirection');
export const CommitmentStatus = enumOf('CommitmentStatus');
const mayRead = { can: 'commitments:read' } as const;

/** A commitment on a page that tells of a day. */
export type CommitmentToldOf = CommitmentRow & { readonly toldOf?: Date };

const dayAsked = (commitment: CommitmentToldOf, asOf: string | null | undefined, { now }: GraphQLContext) =>
  asOf == null ? (commitment.toldOf ?? officeDay(now())) : new Date(asOf);

export const Commitment = builder.prismaNode('Commitment', {
  id: { field: 'id' },
  findUnique: (id, { actor }) => ({ id, AND: visibleCommitments(actor) }),
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  fields: (t) => ({
    direction: t.expose('direction', { type: CommitmentDirection }),
    text: t.exposeString('text'),
    stakeholder: t.field({
      type: Stakeholder,
      description: 'To whom we promised, or who promised us.',
      resolve: ({ stakeholderId }, _args, context) => byId(context, 'Stakeholder').load(stakeholderId),
    }),
    owner: t.field({
      type: Actor,
      description: 'The member of staff who keeps our promise, or sees to it that theirs is kept.',
      resolve: ({ ownerId }, _args, context) => byId(context, 'Actor').load(ownerId),
    }),
    ownerDepartment: t.field({
      type: Department,
      nullable: true,
      description: 'The department that answers for it.',
      resolve: ({ ownerDepartmentId }, _args, context) =>
        ownerDepartmentId === null ? null : byId(context, 'Department').load(ownerDepartmentId),
    }),
    engagement: t.field({
      type: Engagement,
      nullable: true,
      description: 'The engagement in which it was made; null when it was made in a meeting.',
      resolve: ({ engagementId }, _args, context) => (engagementId === null ? null : readableEngagement(context, engagementId)),
    }),
    meeting: t.field({
      type: Meeting,
      nullable: true,
      description: 'The meeting in which it was made; null when it was made in an engagement.',
      resolve: ({ meetingId }, _args, context) => (meetingId === null ? null : byId(context, 'Meeting').load(meetingId)),
    }),
    due: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'By when; null when nothing was said.',
      resolve: ({ dueDate, duePrecision }) => formatPartialDate(dueDate, duePrecision),
    }),
    status: t.expose('status', { type: CommitmentStatus, description: 'Where it stands.' }),
    isOverdue: t.boolean({
      description: 'Whether it was open on the day, and all that is known of the due date had passed: "2012-10" from 2012-11-01 on.',
      args: { asOf: t.arg({ type: 'Date', description: 'The day; that of the brief, or today in Korea, when left out.' }) },
      resolve: (commitment, { asOf }, context) => isOverdue(commitment, dayAsked(commitment, asOf, context)),
    }),
    closedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'The day on which it was closed; null while it is open.',
      resolve: ({ closedOn }) => closedOn && isoDay(closedOn),
    }),
    closingNote: t.exposeString('closingNote', { nullable: true, description: 'What was said when it was closed.' }),
    answeredIn: t.field({
      type: Engagement,
      nullable: true,
      description: '환류: the engagement with which the answer went back; null when there is none or the caller may not read it.',
      resolve: ({ answeredInId }, _args, context) => (answeredInId === null ? null : readableEngagement(context, answeredInId)),
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last revised.' }),
    version: t.exposeInt('version', { description: 'What a revision is based on.' }),
  }),
});

const CommitmentConnection = builder.connectionObject({ type: Commitment, name: 'CommitmentConnection' }, { name: 'CommitmentEdge' });

/** Which commitments a list has. */
export const CommitmentFilter = builder.inputType('CommitmentFilter', {
  description: 'Which commitments a list has. Everything that is given must hold.',
  fields: (t) => ({
    status: t.field({ type: CommitmentStatus, description: 'Only those that stand so.' }),
    direction: t.field({ type: CommitmentDirection, description: 'Only ours, or only theirs.' }),
    ownerId: t.globalID({ for: [Actor], description: 'Only of this owner.' }),
    ownerDepartmentId: t.globalID({ for: [Department], description: 'Only those that this department answers for.' }),
    stakeholderId: t.globalID({ for: [Person, Organization], description: 'Only to or by this stakeholder.' }),
    overdueOn: t.field({ type: 'Date', description: 'Open on this day although all that is known of the due date has passed.' }),
    dueBefore: t.field({ type: 'Date', description: 'Due before this day: a month or a year as a whole.' }),
    awaitingFeedback: t.boolean({
      description: 'True: ours that were kept or broken, and of which no engagement that the caller may read told the stakeholder.',
    }),
  }),
});

builder.queryFields((t) => ({
  commitments: t.connection(
    {
      type: Commitment,
      description: 'The commitments that the caller may see, by due date; those without one last.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: CommitmentFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: (_root, { filter, ...page }, context) => connectionOf(context, commitmentList(context, plainIds(filter) ?? {}), page),
    },
    CommitmentConnection,
  ),
}));

builder.prismaInterfaceField(Stakeholder, 'commitments', (t) =>
  t.connection(
    {
      type: Commitment,
      description: 'What was promised to them and by them, as far as the caller may see it, by due date.',
      args: { filter: t.arg({ type: CommitmentFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: ({ id }, args, context) => {
        const list = commitmentsOfStakeholder(context, plainIds(args.filter) ?? {});
        return connectionBelow(context, { field: 'Stakeholder.commitments', parentId: id, list, args });
      },
    },
    CommitmentConnection,
  ),
);

builder.prismaObjectField(Engagement, 'commitments', (t) =>
  t.connection(
    {
      type: Commitment,
      description: 'What was promised in it, by due date.',
      complexity: pageCost,
      resolve: ({ id }, args, context) =>
        connectionBelow(context, { field: 'Engagement.commitments', parentId: id, list: commitmentsOfEngagement(context), args }),
    },
    CommitmentConnection,
  ),
);

builder.prismaObjectField(Meeting, 'commitments', (t) =>
  t.connection(
    {
      type: Commitment,
      description: 'What was promised in it, by due date.',
      complexity: pageCost,
      resolve: ({ id }, args, context) =>
        connectionBelow(context, { field: 'Meeting.commitments', parentId: id, list: commitmentsOfMeeting(context), args }),
    },
    CommitmentConnection,
  ),
);
