import {
  policyTaskAxes,
  type LineageGraph,
  type PolicyTaskBalance,
  type PolicyTaskFlow,
  type PolicyTaskHeading,
  type PolicyTaskMoves,
  type PolicyTaskTable,
} from '@pcrm/core';
import { Department } from './access.js';
import { Body, Division } from './bodies.js';
import { builder } from './builder.js';
import { byId, maybeNamedBy } from './by-id.js';
import { plainIds } from './input.js';
import { asOfArg } from './input-fields.js';
import { dayOf } from './period.js';
import { LineageEdge, PolicyTask, PolicyTaskOrigin, PolicyTaskStatus } from './policy-tasks.js';

const mayRead = { can: 'policy-tasks:read' } as const;

const describedAxes = {
  DIVISION: { description: 'Their division, in the order of the committee.' },
  ORIGIN: { description: 'Where they came from.' },
  STATUS: { description: 'Where they stand as of the day.' },
  LEAD_DEPARTMENT: { description: 'The department that leads them.' },
  START_YEAR: { description: 'The year in which they were or are taken up.' },
} satisfies Record<(typeof policyTaskAxes)[number], { description: string }>;

const PolicyTaskAxis = builder.enumType('PolicyTaskAxis', {
  description: 'What the rows or columns of a table of policy tasks are about.',
  values: describedAxes,
});

const PolicyTaskHeadingType = builder.interfaceRef<PolicyTaskHeading>('PolicyTaskHeading').implement({
  description: 'What a row or column is about. What is not one of its axes is null, and so is what its tasks do not have.',
  fields: (t) => ({
    division: t.field({
      type: Division,
      nullable: true,
      description: 'The division.',
      ...maybeNamedBy('Division', 'divisionId'),
    }),
    origin: t.expose('origin', { type: PolicyTaskOrigin, nullable: true, description: 'Where the tasks came from.' }),
    status: t.expose('status', { type: PolicyTaskStatus, nullable: true, description: 'Where they stand.' }),
    leadDepartment: t.field({
      type: Department,
      nullable: true,
      description: 'The department that leads them.',
      ...maybeNamedBy('Department', 'leadDepartmentId'),
    }),
    startYear: t.exposeInt('startYear', { nullable: true, description: 'The year in which they were or are taken up.' }),
  }),
});

const Column = builder.objectRef<PolicyTaskTable['columns'][number]>('PolicyTaskTableColumn').implement({
  description: 'A column of a table of policy tasks.',
  interfaces: [PolicyTaskHeadingType],
  authScopes: mayRead,
  fields: (t) => ({ total: t.exposeInt('total', { description: 'The sum of its cells.' }) }),
});

const Row = builder.objectRef<PolicyTaskTable['rows'][number]>('PolicyTaskTableRow').implement({
  description: 'A row of a table of policy tasks.',
  interfaces: [PolicyTaskHeadingType],
  authScopes: mayRead,
  fields: (t) => ({
    total: t.exposeInt('total', { description: 'The sum of its cells.' }),
    cells: t.intList({
      description: 'How many tasks there are in each column, in the order of the columns.',
      resolve: ({ cells }) => [...cells],
    }),
  }),
});

const Table = builder.objectRef<PolicyTaskTable>('PolicyTaskTable').implement({
  description: 'The portfolio as a table whose rows and columns add up. Every task of it is counted once.',
  authScopes: mayRead,
  fields: (t) => ({
    asOf: t.field({ type: 'Date', description: 'The day of which it tells.', ...dayOf('asOf') }),
    knownAt: t.expose('knownAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The instant by which the steps counted had been entered.',
    }),
    columns: t.field({
      type: [Column],
      description: 'The columns; what tasks do not have comes last.',
      resolve: ({ columns }) => [...columns],
    }),
    rows: t.field({ type: [Row], description: 'The rows; what tasks do not have comes last.', resolve: ({ rows }) => [...rows] }),
    total: t.exposeInt('total', { description: 'How many tasks there are.' }),
  }),
});

const Flow = builder.objectRef<PolicyTaskFlow>('PolicyTaskFlow').implement({
  description: 'The tasks that went from one status to another.',
  authScopes: mayRead,
  fields: (t) => ({
    from: t.expose('from', { type: PolicyTaskStatus, nullable: true, description: 'Where they stood; null for tasks added in between.' }),
    to: t.expose('to', { type: PolicyTaskStatus, description: 'Where they stand; the same for those that stayed.' }),
    count: t.exposeInt('count', { description: 'How many there are.' }),
    tasks: t.field({
      type: [PolicyTask],
      description: 'The tasks, by origin and number.',
      complexity: 50,
      resolve: ({ policyTaskIds }, _args, context) => Promise.all(policyTaskIds.map((id) => byId(context, 'PolicyTask').load(id))),
    }),
  }),
});

const Balance = builder.objectRef<PolicyTaskBalance>('PolicyTaskBalance').implement({
  description: 'How the number of tasks at a status changed: opening + inflow - outflow = closing.',
  authScopes: mayRead,
  fields: (t) => ({
    status: t.expose('status', { type: PolicyTaskStatus, description: 'The status.' }),
    opening: t.exposeInt('opening', { description: 'How many stood there on the first day.' }),
    inflow: t.exposeInt('inflow', { description: 'How many came from elsewhere, or were added.' }),
    outflow: t.exposeInt('outflow', { description: 'How many went elsewhere.' }),
    closing: t.exposeInt('closing', { description: 'How many stood there on the second day.' }),
  }),
});

const Moves = builder.objectRef<PolicyTaskMoves>('PolicyTaskMoves').implement({
  description: 'How the portfolio moved from the end of one day to the end of another.',
  authScopes: mayRead,
  fields: (t) => ({
    flows: t.field({ type: [Flow], description: 'From which status to which.', resolve: ({ flows }) => [...flows] }),
    balances: t.field({ type: [Balance], description: 'For each status.', resolve: ({ balances }) => [...balances] }),
  }),
});

const Graph = builder.objectRef<LineageGraph>('PolicyTaskLineageGraph').implement({
  description: 'The lineage of tasks as one graph, as of a day. It has no circle.',
  authScopes: mayRead,
  fields: (t) => ({
    asOf: t.field({ type: 'Date', description: 'The day of which it tells.', ...dayOf('asOf') }),
    nodes: t.field({ type: [PolicyTask], description: 'The tasks, by origin and number.', resolve: ({ nodes }) => [...nodes] }),
    edges: t.field({ type: [LineageEdge], description: 'Who took over whom by the day.', resolve: ({ edges }) => [...edges] }),
    mermaid: t.exposeString('mermaid', { description: 'The same drawn as a Mermaid flowchart, with Korean labels.' }),
  }),
});

const PortfolioFilter = builder.inputType('PortfolioFilter', {
  description: 'Which policy tasks are counted. Everything that is given must hold.',
  fields: (t) => ({
    bodyId: t.globalID({ for: [Body], description: 'Only of this committee.' }),
    divisionId: t.globalID({ for: [Division], description: 'Only of this division.' }),
    leadDepartmentId: t.globalID({ for: [Department], description: 'Only those that this department leads.' }),
    origins: t.field({ type: [PolicyTaskOrigin], description: 'Only of one of these origins.' }),
    knownAt: t.field({ type: 'DateTime', description: 'By the steps that had been entered by this instant: how it looked then.' }),
  }),
});

const filterArg = { type: PortfolioFilter, description: 'Which tasks.' } as const;

builder.queryFields((t) => ({
  policyTaskTable: t.field({
    type: Table,
    description: 'The portfolio as of a day as a table, counted from the status history: rows by columns, with totals.',
    authScopes: mayRead,
    args: {
      rows: t.arg({ type: [PolicyTaskAxis], required: true, description: 'What the rows are about: one or two.' }),
      columns: t.arg({ type: [PolicyTaskAxis], required: true, description: 'What the columns are about: one or two.' }),
      statuses: t.arg({ type: [PolicyTaskStatus], description: 'Only tasks that stand at one of them on the day.' }),
      filter: t.arg(filterArg),
      ...asOfArg(t.arg),
    },
    complexity: 100,
    resolve: (_root, { filter, ...args }, { pcrm }) => pcrm.policyTaskTable({ ...args, ...plainIds(filter) }),
  }),
  policyTaskMoves: t.field({
    type: Moves,
    description: 'How the portfolio moved between two days: from which status to which, how many tasks, and which.',
    authScopes: mayRead,
    args: {
      from: t.arg({ type: 'Date', required: true, description: 'As the first day ended.' }),
      until: t.arg({ type: 'Date', required: true, description: 'As the second day ended.' }),
      filter: t.arg(filterArg),
    },
    complexity: 100,
    resolve: (_root, { filter, ...args }, { pcrm }) => pcrm.policyTaskMoves({ ...args, ...plainIds(filter) }),
  }),
  policyTaskLineageGraph: t.field({
    type: Graph,
    description: 'The lineage of tasks as one graph: of those named with all their families, or of a committee, division or origin.',
    authScopes: mayRead,
    args: {
      ids: t.arg.globalIDList({ for: [PolicyTask], description: 'The families of these tasks.' }),
      bodyId: t.arg.globalID({ for: [Body], description: 'The families of this committee in which some task was taken over.' }),
      divisionId: t.arg.globalID({ for: [Division], description: 'Those of this division.' }),
      origin: t.arg({ type: PolicyTaskOrigin, description: 'Those of this origin.' }),
      ...asOfArg(t.arg),
    },
    complexity: 100,
    resolve: (_root, args, { pcrm }) => pcrm.policyTaskLineageGraph(plainIds(args)),
  }),
}));
