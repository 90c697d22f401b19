import type { Context } from '../context.js';
import { countRows, loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { Prisma } from '../generated/prisma/client.js';
import type { SensitiveData } from '../generated/prisma/enums.js';

/** A record that holds sensitive data, and the natural person whose it is. */
export interface SensitiveRecord {
  readonly personId: string;
  readonly recordId: string;
}

/**
 * Logs that the actor reads sensitive data of natural persons: one record for each person, in one statement for the whole answer. To be
 * awaited before the data is given away: what cannot be logged is not read.
 */
export async function logReads(context: Context, data: SensitiveData, records: readonly SensitiveRecord[]): Promise<void> {
  if (records.length === 0) return;
  const persons = records.map(({ personId }) => personId);
  const ids = records.map(({ recordId }) => recordId);
  await logReadsOf(context, data, Prisma.sql`SELECT * FROM unnest(${persons}::uuid[], ${ids}::uuid[])`);
}

/**
 * The same of records that a statement selects, each with the person and its own id, where only their number is given away: with a filter
 * that one person alone can meet, even a number tells whether they do.
 */
export async function logReadsOf({ db, actor, now, requestId }: Context, data: SensitiveData, records: Prisma.Sql): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "ReadRecord" ("id", "at", "actorId", "departmentId", "data", "personId", "recordIds", "requestId")
    SELECT gen_random_uuid(), ${now().toISOString()}::timestamptz, ${actor.id}::uuid, ${actor.departmentId}::uuid,
      ${data}::"SensitiveData", read.person, array_agg(DISTINCT read.record), ${requestId ?? null}
    FROM (${records}) AS read (person, record) GROUP BY read.person`;
}

/** A list with sensitive data in its rows, and what logs that they are read, or that all of them are counted. */
export interface LoggedList<Row> {
  readonly list: KeysetList<Row>;
  readonly log: (context: Context, rows: readonly Row[]) => Promise<void>;
  readonly logTotal: (context: Context) => Promise<void>;
}

/** A page, and how many rows its list has in all: counted when it is called. */
export interface CountablePage<Row> extends Page<Row> {
  readonly countAll: () => Promise<number>;
}

/** A page of such a list, once the log says that it is read. */
export async function loadLoggedPage<Row>(
  context: Context,
  { list, log, logTotal }: LoggedList<Row>,
  request: PageRequest,
): Promise<CountablePage<Row>> {
  const page = await loadPage(context.db, list, request);
  await log(
    context,
    page.rows.map(({ row }) => row),
  );
  const countAll = async () => {
    await logTotal(context);
    return countRows(context.db, list);
  };
  return { ...page, countAll };
}
