import { permits, type Prisma, type Scope } from '@pcrm/core';
import type { GraphQLContext } from '../context.js';
import { Fragment } from './sql-fragment.js';

/** What a run of an operation is given. */
export interface Run {
  readonly context: GraphQLContext;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Something that each run reads once, of its variables and whoever asks. */
export interface Input<Value> {
  readonly index: number;
  readonly value?: Value;
}

/** What a statement was compiled for: it serves the runs of which the same is read. */
export interface Guard {
  readonly read: (run: Run) => string;
  readonly value: string;
}

/** Where a row of the statement stands: a name for its columns that no inner row has. */
export type Alias = Prisma.Sql;

/** A statement while it is written: what its runs read, and what it takes for granted. */
export class StatementDraft {
  readonly inputs: ((run: Run) => unknown)[] = [];
  readonly guards: Guard[] = [];
  /** What the cursors in the answer are good for, by their number. */
  readonly purposes: string[] = [];

  constructor(private readonly run: Run) {}

  /** Reads something once in each run. What it throws leaves the run to the resolvers, which tell what is wrong. */
  input<Value>(read: (run: Run) => Value): Input<Value> {
    return { index: this.inputs.push(read) - 1 };
  }

  /** SQL that each run makes of an input, with values bound to it. */
  hole<Value>({ index }: Input<Value>, fill: (value: Value) => Prisma.Sql): Fragment {
    return new Fragment([{ input: index, fill }]);
  }

  /** What is read now, and has to be read by every run of the statement. */
  fixed(read: (run: Run) => string): string {
    const value = read(this.run);
    if (!this.guards.some((guard) => guard.read === read)) this.guards.push({ read, value });
    return value;
  }

  /** Whether whoever asks is permitted something: another statement serves those who are not. */
  permits(scope: Scope): boolean {
    return this.fixed(permissionTo(scope)) === 'true';
  }

  /** The number of a purpose, as it stands in the answer. */
  purpose(name: string): Fragment {
    const known = this.purposes.indexOf(name);
    const index = known < 0 ? this.purposes.push(name) - 1 : known;
    return new Fragment([String(index)]);
  }
}

const permissions = new Map<Scope, Guard['read']>();

// One function for each scope, so that a statement asks once.
function permissionTo(scope: Scope): Guard['read'] {
  const read = permissions.get(scope) ?? (({ context }) => String(permits(context.actor, scope)));
  permissions.set(scope, read);
  return read;
}
