import {
  insightDimensions,
  insightSql,
  notContactedList,
  type Coverage,
  type EngagementCell,
  type InfluenceInterestCell,
  type NotContacted,
  type PcrmAs,
} from '@pcrm/core';
import { Actor, Department } from './access.js';
import { builder } from './builder.js';
import { maybeNamedBy } from './by-id.js';
import { enumJson, instantJson, plainJson } from './compiled/json-text.js';
import { sameRow } from './compiled/relations.js';
import { columnsBy, compiledBy, readAsRows } from './compiled/rules.js';
import { figureIn, suppressedRule, tableOf } from './compiled/tables.js';
import { listedBy, type FilteredBy } from './connection.js';
import { EngagementChannel } from './engagements.js';
import { asOfArg } from './input-fields.js';
import { dayOf } from './period.js';
import { PolicyTask } from './policy-tasks.js';
import { Stakeholder, StakeholderCategory } from './stakeholders.js';

const mayReadStakeholders = { can: 'stakeholders:read' } as const;
const mayReadEngagements = { can: 'engagements:read' } as const;

const WITHHELD = 'they are of fewer than five natural persons, or such figures could be computed from them and a total.';

const CalendarUnit = builder.enumType('CalendarUnit', {
  description: 'A unit of the calendar in Korea.',
  values: {
    DAY: { description: '일' },
    WEEK: { description: '주: from Monday on.' },
    MONTH: { description: '월' },
    QUARTER: { description: '분기' },
    YEAR: { description: '연' },
  } as const,
});

const EngagementDimension = builder.enumType('EngagementDimension', {
  description: 'By what engagements are counted apart.',
  values: {
    CATEGORY: { description: 'By category of the stakeholders: an engagement with two categories counts once in each.' },
    CHANNEL: { description: 'By channel.' },
    DEPARTMENT: { description: 'By the department for which they were entered.' },
  } as const,
});

const EngagementCellType = builder.objectRef<EngagementCell>('EngagementCell').implement({
  description: 'How much contact there was in a period.',
  authScopes: mayReadEngagements,
  extensions: readAsRows(),
  fields: (t) => ({
    start: t.field({ type: 'Date', description: 'The first day of the period.', ...dayOf('start') }),
    category: t.expose('category', {
      type: StakeholderCategory,
      nullable: true,
      description: 'Null when not asked apart, and for stakeholders without one.',
      extensions: compiledBy(columnsBy(['category'], enumJson)),
    }),
    channel: t.expose('channel', {
      type: EngagementChannel,
      nullable: true,
      description: 'Null when not asked apart.',
      extensions: compiledBy(columnsBy(['channel'], enumJson)),
    }),
    department: t.field({
      type: Department,
      nullable: true,
      description: 'Null when not asked apart, and for none.',
      ...maybeNamedBy('Department', 'departmentId'),
    }),
    engagements: t.exposeInt('engagements', {
      nullable: true,
      description: 'How many engagements; null where suppressed.',
      extensions: compiledBy(figureIn('engagements')),
    }),
    persons: t.exposeInt('persons', {
      nullable: true,
      description: 'How many persons took part, each counted once; null where suppressed.',
      extensions: compiledBy(figureIn('persons')),
    }),
    organizations: t.exposeInt('organizations', {
      nullable: true,
      description: 'How many organizations took part, each counted once; null where suppressed.',
      extensions: compiledBy(figureIn('organizations')),
    }),
    suppressed: t.exposeBoolean('suppressed', {
      description: `Whether the figures are withheld: ${WITHHELD}`,
      extensions: compiledBy(suppressedRule),
    }),
  }),
});

const CoverageFilter = builder.inputType('CoverageFilter', {
  description: 'Which stakeholders are to be kept in touch with, and how long may pass.',
  fields: (t) => ({
    influenceAtLeast: t.int({ description: 'Of this influence or more, as last judged in general: 1 to 5, 4 when nothing is said.' }),
    days: t.int({ description: 'Not contacted for so many days: 1 to 3650, 90 when nothing is said.' }),
    asOf: t.field({ type: 'Date', description: 'As it was on this day; today in Korea when left out.' }),
  }),
});

const CoverageType = builder.objectRef<Coverage>('Coverage').implement({
  description: 'How a member of staff keeps in touch with the stakeholders of influence that are theirs.',
  authScopes: mayReadEngagements,
  fields: (t) => ({
    manager: t.field({
      type: Actor,
      nullable: true,
      description: '담당자: who keeps the relations; null for those that nobody keeps.',
      ...maybeNamedBy('Actor', 'managerId'),
    }),
    department: t.field({
      type: Department,
      nullable: true,
      description: 'For which department; null for those that nobody keeps.',
      ...maybeNamedBy('Department', 'departmentId'),
    }),
    stakeholders: t.exposeInt('stakeholders', { nullable: true, description: 'How many there are; null where suppressed.' }),
    notContacted: t.exposeInt('notContacted', {
      nullable: true,
      description: 'With how many of them nobody was in touch; null where suppressed.',
    }),
    suppressed: t.exposeBoolean('suppressed', { description: `Whether the figures are withheld: ${WITHHELD}` }),
  }),
});

const NotContactedType = builder.objectRef<NotContacted>('NotContacted').implement({
  description: 'A stakeholder of influence with whom nobody was in touch.',
  authScopes: mayReadEngagements,
  extensions: readAsRows(),
  fields: (t) => ({
    stakeholder: t.field({ type: Stakeholder, description: 'Who it is.', resolve: (row) => row, extensions: compiledBy(sameRow) }),
    influence: t.exposeInt('influence', {
      description: 'As last judged in general.',
      extensions: compiledBy(columnsBy(['influence'], plainJson)),
    }),
    lastContactAt: t.expose('lastContactAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The last engagement with them that the caller may read; null when there is none.',
      extensions: compiledBy(columnsBy(['lastContactAt'], instantJson)),
    }),
  }),
});

const NotContactedConnection = builder.connectionObject(
  { type: NotContactedType, name: 'NotContactedConnection' },
  { name: 'NotContactedEdge' },
);

const InfluenceInterestCellType = builder.objectRef<InfluenceInterestCell>('InfluenceInterestCell').implement({
  description: 'How many stakeholders are judged alike.',
  authScopes: mayReadStakeholders,
  fields: (t) => ({
    influence: t.exposeInt('influence', { description: 'Influence, 1 to 5.' }),
    interest: t.exposeInt('interest', { description: 'Interest, 1 to 5.' }),
    persons: t.exposeInt('persons', { nullable: true, description: 'How many persons; null where suppressed.' }),
    organizations: t.exposeInt('organizations', { description: 'How many organizations.' }),
    suppressed: t.exposeBoolean('suppressed', { description: `Whether the number of persons is withheld: ${WITHHELD}` }),
  }),
});

builder.queryFields((t) => ({
  engagementInsight: t.field({
    type: [EngagementCellType],
    description: 'How much contact there was, by Korean day, week, month, quarter or year. A period without any has no row.',
    authScopes: mayReadEngagements,
    args: {
      from: t.arg({ type: 'Date', required: true, description: 'The first day that counts.' }),
      until: t.arg({ type: 'Date', required: true, description: 'The first day that no longer counts.' }),
      by: t.arg({ type: CalendarUnit, required: true, description: 'How long a period is; an answer has at most 400.' }),
      apart: t.arg({ type: [EngagementDimension], description: 'By what they are counted apart; all together when left out.' }),
    },
    complexity: 500,
    resolve: (_root, args, { pcrm }) => pcrm.engagementInsight(args),
    extensions: compiledBy(
      tableOf(({ actor }, question: Parameters<PcrmAs['engagementInsight']>[0]) => insightSql(actor, question), insightDimensions),
    ),
  }),
  coverage: t.field({
    type: [CoverageType],
    description:
      'How many stakeholders of influence were not contacted, by who keeps the relation: those who have most to do first. One whose relation two keep counts with both. Who they are tells `notContacted`.',
    authScopes: mayReadEngagements,
    args: { filter: t.arg({ type: CoverageFilter, description: 'Which stakeholders.' }) },
    complexity: 200,
    resolve: (_root, { filter }, { pcrm }) => pcrm.coverage(filter ?? {}),
  }),
  notContacted: t.connection(
    {
      type: NotContactedType,
      description: 'The stakeholders of influence that were not contacted: those that never were come first, then the longest ago.',
      authScopes: mayReadEngagements,
      args: { filter: t.arg({ type: CoverageFilter, description: 'Which of them.' }) },
      ...listedBy((context, { filter }: FilteredBy<typeof CoverageFilter>) => notContactedList(context, filter ?? {})),
    },
    NotContactedConnection,
  ),
  influenceInterestMap: t.field({
    type: [InfluenceInterestCellType],
    description:
      'The map of influence and interest: how many stakeholders each pair was last judged to have. A pair that nobody has has no cell.',
    authScopes: mayReadStakeholders,
    args: {
      policyTaskId: t.arg.globalID({ for: [PolicyTask], description: 'As judged for this task; in general when left out.' }),
      categories: t.arg({ type: [StakeholderCategory], description: 'Only those that carry at least one of them.' }),
      ...asOfArg(t.arg),
    },
    complexity: 100,
    resolve: (_root, { policyTaskId, ...args }, { pcrm }) => pcrm.influenceInterestMap({ policyTaskId: policyTaskId?.id, ...args }),
  }),
}));
