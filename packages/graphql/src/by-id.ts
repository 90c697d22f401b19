import {
  survivorsOf,
  type ActorRecord,
  type AgendaItem,
  type Body,
  type Budget,
  type Department,
  type Division,
  type Meeting,
  type Membership,
  type PolicyTask,
  type Post,
  type Programme,
  type Proposal,
  type ReadDatabase,
  type ReviewRound,
  type Session,
  type Source,
  type Stakeholder,
  type Topic,
} from '@pcrm/core';
import type DataLoader from 'dataloader';
import { recordNamedBy } from './compiled/relations.js';
import { compiledBy } from './compiled/rules.js';
import { loaderFor } from './connection.js';
import type { GraphQLContext } from './context.js';

// Records without a visibility of their own: their GraphQL types say who may read them.
interface Rows {
  readonly Actor: ActorRecord;
  readonly AgendaItem: AgendaItem;
  readonly Body: Body;
  readonly Budget: Budget;
  readonly Department: Department;
  readonly Division: Division;
  readonly Meeting: Meeting;
  readonly Membership: Membership;
  readonly PolicyTask: PolicyTask;
  readonly Post: Post;
  readonly ReviewRound: ReviewRound;
  readonly Programme: Programme;
  readonly Session: Session;
  readonly Proposal: Proposal;
  readonly Source: Source;
  readonly Stakeholder: Stakeholder;
  readonly Topic: Topic;
}

interface AnyOf {
  readonly id: { readonly in: string[] };
}

const finders: { readonly [Model in keyof Rows]: (db: ReadDatabase, where: AnyOf) => Promise<Rows[Model][]> } = {
  Actor: (db, where) => db.actor.findMany({ where }),
  AgendaItem: (db, where) => db.agendaItem.findMany({ where }),
  Body: (db, where) => db.body.findMany({ where }),
  Budget: (db, where) => db.budget.findMany({ where }),
  Department: (db, where) => db.department.findMany({ where }),
  Division: (db, where) => db.division.findMany({ where }),
  Meeting: (db, where) => db.meeting.findMany({ where }),
  Membership: (db, where) => db.membership.findMany({ where }),
  PolicyTask: (db, where) => db.policyTask.findMany({ where }),
  Post: (db, where) => db.post.findMany({ where }),
  ReviewRound: (db, where) => db.reviewRound.findMany({ where }),
  Programme: (db, where) => db.programme.findMany({ where }),
  Session: (db, where) => db.session.findMany({ where }),
  Proposal: (db, where) => db.proposal.findMany({ where }),
  Source: (db, where) => db.source.findMany({ where }),
  Stakeholder: (db, where) => db.stakeholder.findMany({ where }),
  Topic: (db, where) => db.topic.findMany({ where }),
};

/** Loads the records that others name by a foreign key, in one statement for all that one answer names. */
export function byId<Model extends keyof Rows>(context: GraphQLContext, model: Model): DataLoader<string, Rows[Model]> {
  return loaderFor<Rows[Model]>(context, model, async (ids) => {
    const rows = await finders[model](context.db, { id: { in: [...ids] } });
    if (model === 'Stakeholder' && rows.length < ids.length)
      return withSurvivors(context.db, ids, rows as Stakeholder[]) as Promise<Rows[Model][]>;
    // Foreign keys hold that each of them is there.
    return inOrderOf(ids, rows) as Rows[Model][];
  });
}

// Earlier versions of engagements keep the ids that they had: one that was merged since is read as the survivor's.
async function withSurvivors(
  db: ReadDatabase,
  ids: readonly string[],
  found: readonly Stakeholder[],
): Promise<(Stakeholder | undefined)[]> {
  const known = new Set(found.map(({ id }) => id));
  const survivors = await survivorsOf(
    db,
    ids.filter((id) => !known.has(id)),
  );
  const rows = [...found, ...(await finders.Stakeholder(db, { id: { in: [...survivors.values()] } }))];
  return inOrderOf(
    ids.map((id) => survivors.get(id) ?? id),
    rows,
  );
}

/** A field that answers with the record that a foreign key names. */
export function namedBy<Model extends keyof Rows, Key extends string>(model: Model, key: Key) {
  return {
    resolve: (parent: { readonly [Name in Key]: string }, _args: object, context: GraphQLContext) => byId(context, model).load(parent[key]),
    extensions: compiledBy(recordNamedBy(key)),
  };
}

/** The same of a foreign key that may be null. */
export function maybeNamedBy<Model extends keyof Rows, Key extends string>(model: Model, key: Key) {
  return {
    resolve: (parent: { readonly [Name in Key]: string | null }, _args: object, context: GraphQLContext) => {
      const id = parent[key];
      return id === null ? null : byId(context, model).load(id);
    },
    extensions: compiledBy(recordNamedBy(key)),
  };
}

/** The rows in the order of the ids; undefined where there is none. */
export function inOrderOf<Row extends { readonly id: string }>(ids: readonly string[], rows: readonly Row[]): (Row | undefined)[] {
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => rowOf.get(id));
}
