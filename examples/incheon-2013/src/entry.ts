import type { CommandOptions, PcrmAs } from '@pcrm/core';
import type { PlanData } from './plan-data.js';

/** What is at hand while the plan is entered. */
export interface Entry {
  readonly plan: PlanData;
  /** The commands of the member of staff who enters it. */
  readonly staff: PcrmAs;
  /** Ids of the sources. */
  readonly sources: Readonly<Record<keyof PlanData['sources'], string>>;
  /** Ids of what was entered so far: organizations by name, posts by title, divisions of the committee by name. */
  readonly organizations: Map<string, string>;
  readonly posts: Map<string, string>;
  readonly divisions: Map<string, string>;
}

/** A key for one record of the plan, so that a load that was broken off can be run again and enters nothing twice. */
export function once(...record: readonly (string | number)[]): CommandOptions {
  return { idempotencyKey: ['incheon-2013', ...record].join(':') };
}

/** The id of what was entered under a name before. */
export function idOf(entered: ReadonlyMap<string, string>, name: string): string {
  const id = entered.get(name);
  if (id === undefined) throw new Error(`The data files name ${name}, which none of them describes. Correct the name.`);
  return id;
}
