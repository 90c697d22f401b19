import type { BarDatabase } from './bar-database.js';

/** A demand with a figure, and how it is measured. */
export interface Bar {
  /** A few words, by which `npm run bars -- words` finds it. */
  readonly name: string;
  /** The figure that is demanded, as a person reads it. */
  readonly demanded: string;
  /** Measures it on a fresh, migrated database of its own, dropped afterwards. A throw counts as not passed. */
  readonly measure: (database: BarDatabase) => Promise<Measurement>;
}

/** What came of it. */
export interface Measurement {
  /** The figure that was measured, as a person reads it. */
  readonly measured: string;
  readonly passed: boolean;
}
