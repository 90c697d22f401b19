import { setImmediate } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import type pg from 'pg';
import { onConnection } from './bounded-pool.js';
import { statementChannel } from './statement-channel.js';

/** A SELECT that answers with one row of one column of text, such as a whole response. Its values are bound to it as parameters. */
export interface TextStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  /**
   * Under which a server keeps it prepared: one name for each text. Left out, it is planned for its values each time, as everything that
   * searches must be.
   */
  readonly name?: string | undefined;
}

/**
 * Reads the text that a statement answers with, by the driver alone: Prisma's runtime takes longer than such a statement. It waits for a
 * connection and fails as every other read does, with the error of the driver.
 */
export type ReadText = (statement: TextStatement) => Promise<string>;

// Each prepared statement keeps its plan in the memory of the server, some tens of kilobytes, until its connection ends.
const MOST_PREPARED = 200;

/** Reads on a server, through the connections of the pool. */
export function readTextOnServer(pool: pg.Pool): ReadText {
  const prepared = new WeakMap<pg.PoolClient, Set<string>>();
  return ({ text, values, name }) => {
    const query = { text, values: [...values], rowMode: 'array' as const, ...(name !== undefined && { name }) };
    const read = async (connection: pg.PoolClient) => onlyText((await connection.query<[string]>(query)).rows);
    return statementChannel.tracePromise(() => onConnection(pool, read, keepsTooMuch), { text });

    function keepsTooMuch(connection: pg.PoolClient): boolean {
      if (name === undefined) return false;
      const names = prepared.get(connection) ?? new Set();
      prepared.set(connection, names.add(name));
      return names.size > MOST_PREPARED;
    }
  };
}

/** Reads on the embedded database. */
export function readTextOnPglite(pglite: PGlite): ReadText {
  return ({ text, values }) => {
    const read = async () => {
      // It answers without leaving this thread: signals, timers and sockets have their turn before.
      await setImmediate();
      return onlyText((await pglite.query<[string]>(text, [...values], { rowMode: 'array' })).rows);
    };
    return statementChannel.tracePromise(read, { text });
  };
}

function onlyText(rows: readonly (readonly [string])[]): string {
  const [row] = rows;
  if (row === undefined) throw new Error('A statement that is read as text answers with one row.');
  return row[0];
}
