import { setImmediate } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import { DriverAdapterError } from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import type { Prisma } from '../generated/prisma/client.js';
import { isRefusal, onConnection, type Refusal } from './bounded-pool.js';
import { statementChannel } from './statement-channel.js';

/**
 * Runs one statement that writes, in a transaction of its own, and returns its rows: in one round trip, where Prisma begins and commits in
 * two more and takes longer for its own work than the database for the statement. What the database refuses is thrown as Prisma's drivers
 * throw it.
 */
export type WriteDoor = <Row extends object>(statement: Prisma.Sql) => Promise<Row[]>;

/** The door of a server. Each statement is prepared once on each connection of the pool. */
export function writeDoorOfServer(pool: pg.Pool): WriteDoor {
  // There are as many texts as there are shapes of statements in the program: each has its name for good.
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    const name = names.get(text) ?? `write_${names.size + 1}`;
    names.set(text, name);
    return name;
  };
  return <Row extends object>({ text, values }: Prisma.Sql) =>
    traced(text, async () => {
      const query = { name: nameOf(text), text, values };
      return (await onConnection(pool, (connection) => connection.query<Row & pg.QueryResultRow>(query))).rows;
    });
}

/** The door of the embedded database. */
export function writeDoorOfPglite(pglite: PGlite): WriteDoor {
  return <Row extends object>({ text, values }: Prisma.Sql) =>
    traced(text, async () => {
      // It answers without leaving this thread: signals, timers and sockets have their turn before.
      await setImmediate();
      const { rows } = await pglite.query<Row>(text, values);
      return rows;
    });
}

function traced<Row>(text: string, run: () => Promise<Row[]>): Promise<Row[]> {
  const refusing = async () => {
    try {
      return await run();
    } catch (error) {
      throw isRefusal(error) ? asDriverError(error) : error;
    }
  };
  return statementChannel.tracePromise(refusing, { text });
}

function asDriverError({ severity, code, message, detail, column, hint }: Refusal): DriverAdapterError {
  const cause = { kind: 'postgres', code, severity, message, detail, column, hint } as const;
  return new DriverAdapterError({ ...cause, originalCode: code, originalMessage: message });
}
