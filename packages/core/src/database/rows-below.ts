import type { Prisma } from '../generated/prisma/client.js';

/** Records, the rows `t`, that are all read below a record that the actor has found: which, and in which order. */
export interface RowsBelow {
  /** Tables and joins. */
  readonly from: Prisma.Sql;
  /** The column that holds the id of the record above. */
  readonly parent: Prisma.Sql;
  readonly order: Prisma.Sql;
}
