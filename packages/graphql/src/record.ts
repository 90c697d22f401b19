import type { Source } from '@pcrm/core';
import { Actor, Department } from './access.js';
import { builder } from './builder.js';
import { loaderFor } from './connection.js';
import type { GraphQLContext } from './context.js';
import { SourceType } from './sources.js';

/** What every record carries of how it came to be. */
interface Recorded {
  readonly createdAt: Date;
  readonly enteredById: string;
  readonly enteredForId: string | null;
  readonly sourceId: string | null;
}

/** The interface of every record: who entered it, for which department, from which source. */
export const Record = builder.interfaceRef<Recorded>('Record').implement({
  description: 'A record: who entered it, when, for which department, from which source.',
  fields: (t) => ({
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was entered.' }),
    enteredBy: t.field({
      type: Actor,
      description: 'Who entered it.',
      resolve: ({ enteredById }, _args, context) => actors(context).load(enteredById),
    }),
    enteredFor: t.field({
      type: Department,
      nullable: true,
      description: 'For which department.',
      resolve: ({ enteredForId }, _args, context) => (enteredForId === null ? null : departments(context).load(enteredForId)),
    }),
    source: t.field({
      type: SourceType,
      nullable: true,
      description: 'From which document or conversation.',
      resolve: ({ sourceId }, _args, context) => (sourceId === null ? null : sources(context).load(sourceId)),
    }),
  }),
});

const actors = (context: GraphQLContext) =>
  loaderFor(context, 'Actor', async (ids) => inOrder(ids, await context.db.actor.findMany({ where: { id: { in: [...ids] } } })));

const departments = (context: GraphQLContext) =>
  loaderFor(context, 'Department', async (ids) => inOrder(ids, await context.db.department.findMany({ where: { id: { in: [...ids] } } })));

const sources = (context: GraphQLContext) =>
  loaderFor<Source>(context, 'Source', async (ids) => inOrder(ids, await context.db.source.findMany({ where: { id: { in: [...ids] } } })));

// Foreign keys hold that each of them is there.
function inOrder<Row extends { readonly id: string }>(ids: readonly string[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) as Row);
}
