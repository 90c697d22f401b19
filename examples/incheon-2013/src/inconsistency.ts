import type { BodyOnDay } from './body-queries.js';
import type { View } from './view.js';

/** A point on which a source does not agree with itself, or leaves open what it should say. */
export interface Inconsistency {
  /** The rule that found it. */
  readonly rule: string;
  /** The name of the organization that it is about. */
  readonly about: string;
  readonly sentence: string;
}

/** Finds every point of one kind, in whatever is in the database. */
export type Rule = (view: View, bodies: readonly BodyOnDay[]) => Promise<Inconsistency[]>;
