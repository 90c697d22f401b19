import type { ReadDatabase } from './database/open-database.js';
import type { Problem } from './errors.js';
import { groupBy } from './group-by.js';

type Lookup = (db: ReadDatabase, id: { readonly in: string[] }) => Promise<{ readonly id: string }[]>;

/** What an input may refer to, and how it is looked up. `Staff` are actors who are members of staff, disabled ones too. */
const lookups = {
  Body: (db, id) => db.body.findMany({ where: { id }, select: { id: true } }),
  BudgetLine: (db, id) => db.budgetLine.findMany({ where: { id }, select: { id: true } }),
  Department: (db, id) => db.department.findMany({ where: { id }, select: { id: true } }),
  Meeting: (db, id) => db.meeting.findMany({ where: { id }, select: { id: true } }),
  PolicyTask: (db, id) => db.policyTask.findMany({ where: { id }, select: { id: true } }),
  Proposal: (db, id) => db.proposal.findMany({ where: { id }, select: { id: true } }),
  Programme: (db, id) => db.programme.findMany({ where: { id }, select: { id: true } }),
  Source: (db, id) => db.source.findMany({ where: { id }, select: { id: true } }),
  Staff: (db, id) => db.actor.findMany({ where: { id, kind: 'STAFF' }, select: { id: true } }),
  Stakeholder: (db, id) => db.stakeholder.findMany({ where: { id }, select: { id: true } }),
} satisfies Record<string, Lookup>;

/** The words for them. */
export const referenceWords: Readonly<Record<keyof typeof lookups, string>> = {
  Body: 'body',
  BudgetLine: 'line of a budget',
  Department: 'department',
  Meeting: 'meeting',
  PolicyTask: 'policy task',
  Proposal: 'proposal',
  Programme: 'programme',
  Source: 'source',
  Staff: 'member of staff',
  Stakeholder: 'stakeholder',
};

/** An id that an input names, and where; none where it is left out. */
export interface Reference {
  readonly to: keyof typeof lookups;
  readonly id: string | null | undefined;
  readonly path: Problem['path'];
}

/** A problem for every reference to what does not exist, in the order given; one statement for each kind of record that is named. */
export async function unknownReferences(db: ReadDatabase, references: readonly Reference[]): Promise<Problem[]> {
  const named = references.flatMap(({ to, id, path }) => (id == null ? [] : [{ to, id: id.toLowerCase(), path }]));
  const known = new Set<string>();
  for (const [to, group] of groupBy(named, (reference) => reference.to)) {
    const found = await lookups[to](db, { in: [...new Set(group.map(({ id }) => id))] });
    for (const { id } of found) known.add(`${to} ${id}`);
  }
  return named.filter(({ to, id }) => !known.has(`${to} ${id}`)).map(({ to, path }) => unknownId(path, referenceWords[to]));
}

/** The problem of an id that names nothing, or nothing that the actor may see. */
export function unknownId(path: Problem['path'], word: string): Problem {
  return { path, code: 'unknown_id', message: `There is no ${word} with this id, or you may not see it. Check the id.` };
}
