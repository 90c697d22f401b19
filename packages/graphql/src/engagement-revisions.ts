import type { EngagementRevision as RevisionRow, LinkedEngagement } from '@pcrm/core';
import type DataLoader from 'dataloader';
import { Actor } from './access.js';
import { builder } from './builder.js';
import { byId, namedBy } from './by-id.js';
import { loaderFor } from './connection.js';
import { Confidentiality, Engagement, EngagementChannel, EngagementDirection } from './engagements.js';
import { PolicyTask } from './policy-tasks.js';
import { Stakeholder } from './stakeholders.js';

// An earlier version as the command kept it: dates are text there.
type Snapshot = Omit<LinkedEngagement, 'occurredAt'> & { readonly occurredAt: string };

const snapshotOf = ({ snapshot }: RevisionRow) => snapshot as unknown as Snapshot;

const EngagementRevision = builder.objectRef<RevisionRow>('EngagementRevision').implement({
  description: 'An earlier version of an engagement, kept when it was corrected.',
  authScopes: { can: 'engagements:read' },
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'The version that was replaced.' }),
    reason: t.exposeString('reason', { description: 'Why it was corrected.' }),
    correctedAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was corrected.' }),
    correctedBy: t.field({
      type: Actor,
      description: 'Who corrected it.',
      ...namedBy('Actor', 'enteredById'),
    }),
    occurredAt: t.field({
      type: 'DateTime',
      description: 'When it took place, as it stood.',
      resolve: (revision) => new Date(snapshotOf(revision).occurredAt),
    }),
    channel: t.field({
      type: EngagementChannel,
      description: 'How the contact was made, as it stood.',
      resolve: (revision) => snapshotOf(revision).channel,
    }),
    direction: t.field({
      type: EngagementDirection,
      description: 'Who began the contact, as it stood.',
      resolve: (revision) => snapshotOf(revision).direction,
    }),
    subject: t.string({ description: 'What it was about, as it stood.', resolve: (revision) => snapshotOf(revision).subject }),
    summary: t.string({
      nullable: true,
      description: 'What was said, as it stood.',
      resolve: (revision) => snapshotOf(revision).summary,
    }),
    place: t.string({
      nullable: true,
      description: 'Where it took place, as it stood.',
      resolve: (revision) => snapshotOf(revision).place,
    }),
    confidentiality: t.field({
      type: Confidentiality,
      description: 'Who could read it.',
      resolve: (revision) => snapshotOf(revision).confidentiality,
    }),
  }),
});

builder.objectFields(EngagementRevision, (t) => ({
  stakeholders: t.field({
    type: [Stakeholder],
    description: 'The stakeholders who took part, as it stood.',
    resolve: (revision, _args, context) => stillThere(byId(context, 'Stakeholder'), snapshotOf(revision).stakeholderIds),
  }),
  staff: t.field({
    type: [Actor],
    description: 'The members of staff who took part, as it stood.',
    resolve: (revision, _args, context) => stillThere(byId(context, 'Actor'), snapshotOf(revision).staffIds),
  }),
  topics: t.stringList({
    description: 'What it touched, as it stood.',
    resolve: async (revision, _args, context) =>
      (await stillThere(byId(context, 'Topic'), snapshotOf(revision).topicIds)).map(({ name }) => name),
  }),
  policyTasks: t.field({
    type: [PolicyTask],
    description: 'The policy tasks that it touched, as it stood.',
    resolve: (revision, _args, context) => stillThere(byId(context, 'PolicyTask'), snapshotOf(revision).policyTaskIds),
  }),
}));

// No foreign key holds what a snapshot names.
async function stillThere<Row>(loader: DataLoader<string, Row>, ids: readonly string[]): Promise<Row[]> {
  const rows: (Row | undefined)[] = await Promise.all(ids.map((id) => loader.load(id)));
  return rows.filter((row) => row !== undefined);
}

builder.prismaObjectFields(Engagement, (t) => ({
  revisions: t.field({
    type: [EngagementRevision],
    description: 'The earlier versions that corrections replaced, the first one first; without those that the caller may not read.',
    resolve: ({ id }, _args, context) =>
      loaderFor<RevisionRow[]>(context, 'Engagement.revisions', (ids) => context.pcrm.revisionsOfEngagements(ids)).load(id),
  }),
}));
