import {
  engagementList,
  engagementsOfActor,
  engagementsOfPolicyTask,
  engagementsOfStakeholder,
  policyTasksOfEngagement,
  Prisma,
  staffOfEngagement,
  stakeholdersOfEngagement,
  topicsOfEngagement,
  visibleEngagements,
  visibleEngagementsSql,
  type ActorRecord,
  type Engagement as EngagementRow,
  type PageRequest,
  type PolicyTask as PolicyTaskRow,
  type Stakeholder as StakeholderRow,
  type Topic,
} from '@pcrm/core';
import { Actor, Department } from './access.js';
import { builder } from './builder.js';
import { inOrderOf } from './by-id.js';
import { compiledBy, readAsRows } from './compiled/rules.js';
import { recordNamedBy, recordsBelow, textsBelow } from './compiled/relations.js';
import { listedBelowBy, listedBy, loaderFor } from './connection.js';
import type { GraphQLContext } from './context.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { PolicyTask } from './policy-tasks.js';
import { Record } from './record.js';
import { Stakeholder } from './stakeholders.js';

export const EngagementChannel = enumOf('EngagementChannel');
export const EngagementDirection = enumOf('EngagementDirection');
export const Confidentiality = enumOf('Confidentiality');
const mayRead = { can: 'engagements:read' } as const;

export const Engagement = builder.prismaNode('Engagement', {
  id: { field: 'id' },
  findUnique: (id, { actor }) => ({ id, AND: visibleEngagements(actor) }),
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  extensions: readAsRows({ visible: visibleEngagementsSql }),
  fields: (t) => ({
    occurredAt: t.expose('occurredAt', { type: 'DateTime' }),
    channel: t.expose('channel', { type: EngagementChannel, description: 'How the contact was made.' }),
    direction: t.expose('direction', { type: EngagementDirection, description: 'Who began the contact.' }),
    subject: t.exposeString('subject', { description: 'What it was about.' }),
    summary: t.exposeString('summary', { nullable: true, description: 'What was said.' }),
    place: t.exposeString('place', { nullable: true, description: 'Where it took place.' }),
    confidentiality: t.expose('confidentiality', { type: Confidentiality, description: 'Who may read it.' }),
    stakeholders: t.field({
      type: [Stakeholder],
      description: 'The stakeholders who took part, by name.',
      resolve: ({ id }, _args, context) => stakeholders(context).load(id),
      extensions: compiledBy(recordsBelow(({ actor }) => stakeholdersOfEngagement(actor))),
    }),
    staff: t.field({
      type: [Actor],
      description: 'The members of staff who took part, by name.',
      resolve: ({ id }, _args, context) => staffWhoTookPart(context, id),
      extensions: compiledBy(recordsBelow(({ actor }) => staffOfEngagement(actor))),
    }),
    topics: t.stringList({
      description: 'What it touched, by name.',
      resolve: async ({ id }, _args, context) => (await topics(context).load(id)).map(({ name }) => name),
      extensions: compiledBy(textsBelow(topicsOfEngagement, Prisma.sql`t."name"`)),
    }),
    policyTasks: t.field({
      type: [PolicyTask],
      description: 'The policy tasks that it touched, by origin and number.',
      resolve: ({ id }, _args, context) => policyTasks(context).load(id),
      extensions: compiledBy(recordsBelow(({ actor }) => policyTasksOfEngagement(actor))),
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last corrected.' }),
    version: t.exposeInt('version', { description: 'What a correction is based on.' }),
  }),
});

const stakeholders = (context: GraphQLContext) =>
  loaderFor<StakeholderRow[]>(context, 'Engagement.stakeholders', (ids) => context.pcrm.stakeholdersOfEngagements(ids));

/** The members of staff who took part in an engagement. */
export function staffWhoTookPart(context: GraphQLContext, id: string): Promise<ActorRecord[]> {
  return loaderFor<ActorRecord[]>(context, 'Engagement.staff', (ids) => context.pcrm.staffOfEngagements(ids)).load(id);
}

const topics = (context: GraphQLContext) =>
  loaderFor<Topic[]>(context, 'Engagement.topics', (ids) => context.pcrm.topicsOfEngagements(ids));

const policyTasks = (context: GraphQLContext) =>
  loaderFor<PolicyTaskRow[]>(context, 'Engagement.policyTasks', (ids) => context.pcrm.policyTasksOfEngagements(ids));

/** Loads engagements that others name by a foreign key: nothing where the caller may not read it. */
export function readableEngagement(context: GraphQLContext, id: string): Promise<EngagementRow | undefined> {
  const { db, actor } = context;
  const load = async (ids: readonly string[]) =>
    inOrderOf(ids, await db.engagement.findMany({ where: { id: { in: [...ids] }, AND: visibleEngagements(actor) } }));
  return loaderFor<EngagementRow | undefined>(context, 'Engagement', load).load(id);
}

/** A field that answers with the engagement that a foreign key names: null where there is none or the caller may not read it. */
export function readableEngagementNamedBy<Key extends string>(key: Key) {
  return {
    resolve: (parent: { readonly [Name in Key]: string | null }, _args: object, context: GraphQLContext) => {
      const id = parent[key];
      return id === null ? null : readableEngagement(context, id);
    },
    extensions: compiledBy(recordNamedBy(key)),
  };
}

/** A page of engagements. */
export const EngagementConnection = builder.connectionObject(
  { type: Engagement, name: 'EngagementConnection' },
  { name: 'EngagementEdge' },
);

/** Which engagements a list has. */
export const EngagementFilter = builder.inputType('EngagementFilter', {
  description: 'Which engagements a list has. Everything that is given must hold.',
  fields: (t) => ({
    channels: t.field({ type: [EngagementChannel], description: 'Made through one of them.' }),
    from: t.field({ type: 'DateTime', description: 'At this instant or later.' }),
    until: t.field({ type: 'DateTime', description: 'Before this instant.' }),
    confidentiality: t.field({ type: Confidentiality, description: 'Only public, internal or restricted ones.' }),
    topic: t.string({ description: 'Touched this topic.' }),
    staffId: t.globalID({ for: [Actor], description: 'This member of staff took part.' }),
    enteredForId: t.globalID({ for: [Department], description: 'Entered for this department.' }),
    subjectContains: t.string({ description: 'Part of the subject, in small or capital letters.' }),
  }),
});

const EngagementOrder = builder.enumType('EngagementOrder', {
  description: 'What engagements can be ordered by: when they took place.',
  values: { NEWEST: { description: 'The newest first.' }, OLDEST: { description: 'The oldest first.' } } as const,
});

interface EngagementArgs extends PageRequest {
  readonly filter?: typeof EngagementFilter.$inferInput | null;
  readonly orderBy?: typeof EngagementOrder.$inferInput | null;
}

builder.queryFields((t) => ({
  engagements: t.connection(
    {
      type: Engagement,
      description: 'The engagements that the caller may read.',
      authScopes: mayRead,
      args: {
        filter: t.arg({ type: EngagementFilter, description: 'Which of them.' }),
        orderBy: t.arg({ type: EngagementOrder, defaultValue: 'NEWEST', description: 'In which order.' }),
      },
      ...listedBy(({ actor }, { filter, orderBy }: EngagementArgs) => engagementList(actor, plainIds(filter) ?? {}, orderBy ?? 'NEWEST')),
    },
    EngagementConnection,
  ),
}));

builder.prismaInterfaceField(Stakeholder, 'engagements', (t) =>
  t.connection(
    {
      type: Engagement,
      description: 'The engagements in which they took part and that the caller may read, newest first.',
      args: { filter: t.arg({ type: EngagementFilter, description: 'Which of them.' }) },
      ...listedBelowBy('Stakeholder.engagements', ({ actor }, { filter }: EngagementArgs) =>
        engagementsOfStakeholder(actor, plainIds(filter) ?? {}),
      ),
    },
    EngagementConnection,
  ),
);

builder.prismaObjectField(PolicyTask, 'engagements', (t) =>
  t.connection(
    {
      type: Engagement,
      description: 'The engagements that touched it and that the caller may read, newest first.',
      args: { filter: t.arg({ type: EngagementFilter, description: 'Which of them.' }) },
      ...listedBelowBy('PolicyTask.engagements', ({ actor }, { filter }: EngagementArgs) =>
        engagementsOfPolicyTask(actor, plainIds(filter) ?? {}),
      ),
    },
    EngagementConnection,
  ),
);

builder.prismaObjectField(Actor, 'engagements', (t) =>
  t.connection(
    {
      type: Engagement,
      description: 'The engagements in which the actor took part and that the caller may read, newest first.',
      args: { filter: t.arg({ type: EngagementFilter, description: 'Which of them.' }) },
      ...listedBelowBy('Actor.engagements', ({ actor }, { filter }: EngagementArgs) => engagementsOfActor(actor, plainIds(filter) ?? {})),
    },
    EngagementConnection,
  ),
);
