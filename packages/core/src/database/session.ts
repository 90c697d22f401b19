import type { PGlite, ParserOptions } from '@electric-sql/pglite';
import pg from 'pg';

/** What is bound to a statement. Anything else is sent as text and cast in the statement, such as JSON: `${JSON.stringify(value)}::jsonb`. */
export type SqlValue = SqlScalar | readonly SqlScalar[];
type SqlScalar = string | number | bigint | boolean | Date | Uint8Array | null;

/** A transaction on a connection, for statements that are no operations of the product. */
export interface Session {
  /** Runs one statement and returns its rows. */
  readonly query: (text: string, values?: readonly SqlValue[]) => Promise<Record<string, unknown>[]>;
  /** Runs a script of any number of statements. */
  readonly script: (text: string) => Promise<unknown>;
}

/** Does the work in one transaction: all of it is written when it returns, and nothing when it throws. */
export type Transact = <Result>(work: (session: Session) => Promise<Result>) => Promise<Result>;

const INT8 = 20;
const DATE = 1082;
const TIMESTAMP = 1114;
const INTERVAL = 1186;

// What the two drivers would read differently, or by the clock of the process: whole numbers that may exceed 2^53 as bigint, and calendar
// dates, local times and intervals as PostgreSQL writes them.
const readers: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: BigInt,
  [DATE]: String,
  [TIMESTAMP]: String,
  [INTERVAL]: String,
};

/** Transactions on the embedded database. Its only connection is theirs meanwhile. */
export function transactOnPglite(pglite: PGlite): Transact {
  const options = { parsers: readers as ParserOptions };
  return (work) =>
    pglite.transaction((transaction) =>
      work({
        query: async (text, values = []) => (await transaction.query<Record<string, unknown>>(text, values.map(bound), options)).rows,
        script: (text) => transaction.exec(text),
      }),
    );
}

/** Transactions on a server, each on a connection of the pool. */
export function transactOnServer(pool: pg.Pool): Transact {
  const types: pg.CustomTypesConfig = { getTypeParser: (oid, format) => readers[oid] ?? pg.types.getTypeParser(oid, format) };
  return async (work) => {
    const connection = await pool.connect();
    let broken: Error | undefined;
    try {
      await connection.query('BEGIN');
      const result = await work({
        // Without values pg would take a script of several statements for one.
        query: async (text, values = []) =>
          (
            await connection.query<Record<string, unknown>>({
              text,
              values: values.map(bound),
              types,
              queryMode: 'extended',
            } as pg.QueryConfig)
          ).rows,
        script: (text) => connection.query(text),
      });
      await connection.query('COMMIT');
      return result;
    } catch (error) {
      await connection.query('ROLLBACK').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      connection.release(broken);
    }
  };
}

// Drivers write a Date in the time zone of the process, which for a calendar date may be another day.
function bound(value: SqlValue): unknown {
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? value.map((element: SqlScalar) => bound(element)) : value;
}
