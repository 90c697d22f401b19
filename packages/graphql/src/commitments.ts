import {
  commitmentList,
  commitmentsOfEngagement,
  commitmentsOfMeeting,
  commitmentsOfStakeholder,
  isOverdue,
  officeDay,
  visibleCommitments,
  visibleCommitmentsSql,
  type Commitment as CommitmentRow,
  type PageRequest,
} from '@pcrm/core';
import { Actor, Department } from './access.js';
import { builder } from './builder.js';
import { maybeNamedBy, namedBy } from './by-id.js';
import { readAsRows } from './compiled/rules.js';
import { listedBelowBy, listedBy } from './connection.js';
import { Engagement, readableEngagementNamedBy } from './engagements.js';
import type { GraphQLContext } from './context.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { Meeting } from './meetings.js';
import { maybeDayOf, partialDateOf } from './period.js';
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
  extensions: readAsRows({ visible: visibleCommitmentsSql }),
  fields: (t) => ({
    direction: t.expose('direction', { type: CommitmentDirection }),
    text: t.exposeString('text'),
    stakeholder: t.field({
      type: Stakeholder,
      description: 'To whom we promised, or who promised us.',
      ...namedBy('Stakeholder', 'stakeholderId'),
    }),
    owner: t.field({
      type: Actor,
      description: 'The member of staff who keeps our promise, or sees to it that theirs is kept.',
      ...namedBy('Actor', 'ownerId'),
    }),
    ownerDepartment: t.field({
      type: Department,
      nullable: true,
      description: 'The department that answers for it.',
      ...maybeNamedBy('Department', 'ownerDepartmentId'),
    }),
    engagement: t.field({
      type: Engagement,
      nullable: true,
      description: 'The engagement in which it was made; null when it was made in a meeting.',
      ...readableEngagementNamedBy('engagementId'),
    }),
    meeting: t.field({
      type: Meeting,
      nullable: true,
      description: 'The meeting in which it was made; null when it was made in an engagement.',
      ...maybeNamedBy('Meeting', 'meetingId'),
    }),
    due: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'By when; null when nothing was said.',
      ...partialDateOf('due'),
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
      ...maybeDayOf('closedOn'),
    }),
    closingNote: t.exposeString('closingNote', { nullable: true, description: 'What was said when it was closed.' }),
    answeredIn: t.field({
      type: Engagement,
      nullable: true,
      description: '환류: the engagement with which the answer went back; null when there is none or the caller may not read it.',
      ...readableEngagementNamedBy('answeredInId'),
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

interface CommitmentArgs extends PageRequest {
  readonly filter?: typeof CommitmentFilter.$inferInput | null;
}

builder.queryFields((t) => ({
  commitments: t.connection(
    {
      type: Commitment,
      description: 'The commitments that the caller may see, by due date; those without one last.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: CommitmentFilter, description: 'Which of them.' }) },
      ...listedBy((context, { filter }: CommitmentArgs) => commitmentList(context, plainIds(filter) ?? {})),
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
      ...listedBelowBy('Stakeholder.commitments', (context, { filter }: CommitmentArgs) =>
        commitmentsOfStakeholder(context, plainIds(filter) ?? {}),
      ),
    },
    CommitmentConnection,
  ),
);

builder.prismaObjectField(Engagement, 'commitments', (t) =>
  t.connection(
    {
      type: Commitment,
      description: 'What was promised in it, by due date.',
      ...listedBelowBy('Engagement.commitments', (context) => commitmentsOfEngagement(context)),
    },
    CommitmentConnection,
  ),
);

builder.prismaObjectField(Meeting, 'commitments', (t) =>
  t.connection(
    {
      type: Commitment,
      description: 'What was promised in it, by due date.',
      ...listedBelowBy('Meeting.commitments', (context) => commitmentsOfMeeting(context)),
    },
    CommitmentConnection,
  ),
);
