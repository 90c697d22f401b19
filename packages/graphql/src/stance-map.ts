import { officeDay, permits, stepsBetween, type PositionTotal, type StanceGroup, type StanceMove, type Standing } from '@pcrm/core';
import type { ArgBuilder } from '@pothos/core';
import { builder } from './builder.js';
import { byId, maybeNamedBy, namedBy } from './by-id.js';
import { connectionOfPage, pageCost } from './connection.js';
import { plainIds } from './input.js';
import { asOfArg } from './input-fields.js';
import { isoDay, knownPartialDateOf } from './period.js';
import { PolicyTask } from './policy-tasks.js';
import { Proposal } from './proposals.js';
import { Organization, Stakeholder, StakeholderConnection } from './stakeholders.js';
import { mayReadStances, Stance, StancePosition, visibleStance } from './stances.js';

const PositionTotalType = builder.objectRef<PositionTotal>('StancePositionTotal').implement({
  description: 'How many stand at a position, and what weight they have.',
  authScopes: mayReadStances,
  fields: (t) => ({
    position: t.expose('position', { type: StancePosition, description: 'Where they stand.' }),
    stakeholders: t.exposeInt('stakeholders', { description: 'How many stand there.' }),
    weight: t.exposeInt('weight', { description: 'The sum of their influence, 1 to 5 each, of those whose influence was assessed.' }),
    unassessed: t.exposeInt('unassessed', { description: 'How many of them nobody assessed: they have no weight here.' }),
  }),
});

const StandingType = builder.objectRef<Standing>('StanceStanding').implement({
  description: 'Where a stakeholder stands on a day.',
  authScopes: mayReadStances,
  fields: (t) => ({
    stakeholder: t.field({
      type: Stakeholder,
      description: 'Who stands there.',
      ...namedBy('Stakeholder', 'stakeholderId'),
    }),
    stance: t.field({ type: Stance, description: 'The latest entry on or before the day.', resolve: (standing) => standing }),
    influence: t.exposeInt('influence', {
      nullable: true,
      description:
        'Influence, 1 to 5, as it was last assessed by then: for the policy task, or else in general. Null when nobody assessed it.',
    }),
    unchangedSince: t.field({
      type: 'PartialDate',
      description: 'Since when they stand there without a change.',
      ...knownPartialDateOf('since'),
    }),
  }),
});

const StandingConnection = builder.connectionObject(
  { type: StandingType, name: 'StanceStandingConnection' },
  { name: 'StanceStandingEdge' },
);

const StanceGroupType = builder.objectRef<StanceGroup>('StanceGroup').implement({
  description: 'Those of a party, of a body or of a region who stand somewhere, and where.',
  authScopes: mayReadStances,
  fields: (t) => ({
    name: t.exposeString('name', {
      nullable: true,
      description: 'Of the party, the body or the region; null for those who belong to none.',
    }),
    organization: t.field({
      type: Organization,
      nullable: true,
      description: 'The party or the body.',
      ...maybeNamedBy('Stakeholder', 'organizationId'),
    }),
    positions: t.field({
      type: [PositionTotalType],
      description: 'Every position, whether anybody stands there or not.',
      resolve: ({ positions }) => [...positions],
    }),
  }),
});

const StanceGroupConnection = builder.connectionObject(
  { type: StanceGroupType, name: 'StanceGroupConnection' },
  { name: 'StanceGroupEdge' },
);

const StanceGrouping = builder.enumType('StanceGrouping', {
  description: 'What stakeholders are grouped by. Who belongs to several groups is counted in each.',
  values: {
    PARTY: { description: '정당: the parties they belong to, or for which they hold a seat.' },
    BODY: { description: '협의체·위원회: the bodies they belong to, or in which they sit through a post.' },
    REGION: { description: '지역: in the words of the source.' },
  } as const,
});

/** What a map is of: what it shows is computed by its fields. */
interface MapOf {
  readonly policyTaskId?: string | null;
  readonly proposalId?: string | null;
  readonly asOf: string;
}

/** What is asked about: a policy task or a proposal. */
const subjectArgs = (t: SubjectArgs) => ({
  policyTaskId: t.globalID({ for: [PolicyTask], description: 'The policy task; either this or the proposal.' }),
  proposalId: t.globalID({ for: [Proposal], description: 'The proposal.' }),
});
type SubjectArgs = ArgBuilder<(typeof builder)['$inferSchemaTypes']>;

const StanceMapType = builder.objectRef<MapOf>('StanceMap').implement({
  description: 'Who stands where on a policy task or a proposal on a day.',
  authScopes: mayReadStances,
  fields: (t) => ({
    policyTask: t.field({
      type: PolicyTask,
      nullable: true,
      description: 'What it is about; null when that is a proposal.',
      resolve: ({ policyTaskId }, _args, context) => (policyTaskId == null ? null : byId(context, 'PolicyTask').load(policyTaskId)),
    }),
    proposal: t.field({
      type: Proposal,
      nullable: true,
      description: 'What it is about; null when that is a policy task.',
      resolve: ({ proposalId }, _args, context) => (proposalId == null ? null : byId(context, 'Proposal').load(proposalId)),
    }),
    asOf: t.expose('asOf', { type: 'Date', description: 'The day that it shows.' }),
    includesPersons: t.boolean({
      description: 'False where the caller may not read where natural persons stand: it is a map of organizations only.',
      resolve: (_map, _args, { actor }) => permits(actor, 'stances:read-persons'),
    }),
    positions: t.field({
      type: [PositionTotalType],
      description: 'Every position, whether anybody stands there or not.',
      resolve: async (map, _args, { pcrm }) => [...(await pcrm.stanceMap(map)).positions],
    }),
    standings: t.connection(
      {
        type: StandingType,
        description: 'Who stands somewhere, by name.',
        args: { position: t.arg({ type: StancePosition, description: 'Only those who stand there.' }) },
        complexity: pageCost,
        resolve: async (map, args, { pcrm }) => connectionOfPage(await pcrm.stanceStandings({ ...map, ...args })),
      },
      StandingConnection,
    ),
    groups: t.connection(
      {
        type: StanceGroupType,
        description: 'Where the parties, bodies or regions stand, by name; those who belong to none come last.',
        args: { by: t.arg({ type: StanceGrouping, required: true, description: 'What to group by.' }) },
        complexity: pageCost,
        resolve: async (map, args, { pcrm }) => connectionOfPage(await pcrm.stanceGroups({ ...map, ...args })),
      },
      StanceGroupConnection,
    ),
  }),
});

const StanceMoveType = builder.objectRef<StanceMove>('StanceMove').implement({
  description: 'A stakeholder who stands elsewhere on the later of two days than on the earlier one.',
  authScopes: mayReadStances,
  fields: (t) => ({
    stakeholder: t.field({
      type: Stakeholder,
      description: 'Who moved.',
      ...namedBy('Stakeholder', 'stakeholderId'),
    }),
    before: t.field({
      type: Stance,
      nullable: true,
      description: 'What held on the earlier day; null for one who had said nothing by then.',
      resolve: ({ beforeId }, _args, context) => (beforeId === null ? null : visibleStance(context, beforeId)),
    }),
    after: t.field({
      type: Stance,
      nullable: true,
      description: 'What holds on the later day.',
      resolve: ({ afterId }, _args, context) => visibleStance(context, afterId),
    }),
    steps: t.int({
      nullable: true,
      description:
        'How far, on the scale of five: above 0 towards support, below 0 towards opposition. Null from or to where nothing is known.',
      resolve: ({ before, after }) => stepsBetween(before, after),
    }),
  }),
});

const StanceMoveConnection = builder.connectionObject({ type: StanceMoveType, name: 'StanceMoveConnection' }, { name: 'StanceMoveEdge' });

builder.queryFields((t) => ({
  stanceMap: t.field({
    type: StanceMapType,
    nullable: true,
    description:
      'Who stands where on a policy task or a proposal on a day, counted and weighted by influence, by party, body and region; null when it is not there. Natural persons are on it with stances:read-persons only.',
    authScopes: mayReadStances,
    args: { ...subjectArgs(t.arg), ...asOfArg(t.arg) },
    resolve: async (_root, { asOf, ...named }, { pcrm, now }) => {
      const subject = await pcrm.findStanceSubject(plainIds(named));
      return subject && { ...subject, asOf: asOf ?? isoDay(officeDay(now())) };
    },
  }),
  stanceMoves: t.connection(
    {
      type: StanceMoveType,
      description: 'Who moved on a policy task or a proposal between two days, and who spoke for the first time, by name.',
      authScopes: mayReadStances,
      args: {
        ...subjectArgs(t.arg),
        from: t.arg({ type: 'Date', required: true, description: 'The earlier day.' }),
        to: t.arg({ type: 'Date', required: true, description: 'The later day.' }),
      },
      complexity: pageCost,
      resolve: async (_root, args, { pcrm }) => connectionOfPage(await pcrm.stanceMoves(plainIds(args))),
    },
    StanceMoveConnection,
  ),
  silentStakeholders: t.connection(
    {
      type: Stakeholder,
      description:
        'Whom a policy task or a proposal concerns and of whom no stance on it is known on the day, by name. A task concerns who took part in an engagement that touched it, whose influence on it was assessed, who belongs to the body that agreed or proposed it; a proposal its addressees and who belongs to the body that makes it. Natural persons with stances:read-persons only.',
      authScopes: mayReadStances,
      args: { ...subjectArgs(t.arg), ...asOfArg(t.arg) },
      complexity: pageCost,
      resolve: async (_root, args, { pcrm }) => connectionOfPage(await pcrm.silentStakeholders(plainIds(args))),
    },
    StakeholderConnection,
  ),
}));
