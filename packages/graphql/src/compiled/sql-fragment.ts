import type { Prisma } from '@pcrm/core';

/** A place in a statement that is filled anew in each run, with SQL and the values that are bound to it. */
export interface Hole {
  /** Which input of the statement it is filled from. */
  readonly input: number;
  readonly fill: (input: never) => Prisma.Sql;
}

/**
 * A part of a statement: SQL of this program's own, and holes. What a caller sent never stands in it: only names of the schema, which have
 * letters, digits and underscores.
 */
export class Fragment {
  constructor(readonly pieces: readonly (string | Hole)[]) {}
}

/** SQL with fragments in it. */
export function sql(strings: TemplateStringsArray, ...fragments: readonly Fragment[]): Fragment {
  return new Fragment(strings.flatMap((text, index) => [text, ...(fragments[index]?.pieces ?? [])]));
}

/** Text as SQL writes it. */
export function quoted(text: string): Fragment {
  return new Fragment([`'${text.replaceAll("'", "''")}'`]);
}

/** A table or a column by its name. */
export function named(name: string): Fragment {
  return new Fragment([`"${name.replaceAll('"', '""')}"`]);
}

/** SQL of core to which no value is bound. */
export function plain({ strings: [text = '', ...others] }: Prisma.Sql): Fragment {
  if (others.length > 0) throw new Error('Values are bound in each run: put this SQL in a hole.');
  return new Fragment([text]);
}

/** Fragments one after the other. */
export function joined(fragments: readonly Fragment[], separator: string): Fragment {
  return new Fragment(fragments.flatMap(({ pieces }, index) => (index === 0 ? pieces : [separator, ...pieces])));
}

/** The text of a statement of which every hole has its SQL, with the parameters numbered in their order. */
export function textOf({ pieces }: Fragment, filled: readonly Prisma.Sql[]): string {
  let hole = 0;
  let parameter = 0;
  const written = pieces.map((piece) => {
    if (typeof piece === 'string') return piece;
    const { strings = [''] } = filled[hole++] ?? {};
    return strings.reduce((before, text) => `${before}$${(parameter += 1)}${text}`);
  });
  return written.join('');
}

/** The holes of a fragment, in their order. */
export function holesOf({ pieces }: Fragment): Hole[] {
  return pieces.filter((piece) => typeof piece !== 'string');
}
