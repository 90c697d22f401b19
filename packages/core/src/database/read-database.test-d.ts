import type { ReadDatabase } from './open-database.js';

// Checked by the compiler: whoever only reads is given nothing to write with.
export function readersCannotWrite(db: ReadDatabase): void {
  void db.stakeholder.findMany;
  // @ts-expect-error -- there is no create
  void db.stakeholder.create;
  // @ts-expect-error -- there is no update
  void db.stakeholder.update;
  // @ts-expect-error -- there is no deleteMany
  void db.stakeholder.deleteMany;
  // @ts-expect-error -- there is no way to run statements of one's own
  void db.$executeRaw;
  // @ts-expect-error -- there is no transaction
  void db.$transaction;
  // @ts-expect-error -- every read of a stance is logged, which takes a query of core
  void db.stance;
}
