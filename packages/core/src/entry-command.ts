import { v7 as newId } from 'uuid';
import type { z } from 'zod';
import { requireScope, type Actor, type Scope } from './access/actor.js';
import { enteredBy, jsonText, withRetries, type Command, type CommandOptions, type Entered } from './command.js';
import type { Context } from './context.js';
import { concurrentChange } from './database/database-error.js';
import type { Database } from './database/open-database.js';
import { allFoundSql, entryQueries, filledSql, foundIn, writtenWithGaps, type EntryStatement } from './entry-statement.js';
import { PcrmError } from './errors.js';
import { eventsSql, type Happening } from './events/event-entry.js';
import { eventNameOf } from './events/event-name.js';
import { Prisma } from './generated/prisma/client.js';
import { earlierResultIn, keptSql, keyedRequest, keyedSql, writtenResult, type KeyedRequest, type KeyState } from './idempotency.js';
import { parseInput } from './input.js';

/** What is to be entered: the id of the record to be, what is told of it, by whom and when. */
export interface Entry<Data> {
  readonly id: string;
  readonly data: Data;
  readonly actor: Actor;
  readonly entered: Entered;
  readonly now: Date;
}

interface EntryDefinition<Schema extends z.ZodType, Result> {
  readonly name: string;
  readonly scope: Scope;
  readonly schema: Schema;
  /** The kind of record that it enters. */
  readonly type: string;
  readonly enter: (entries: readonly Entry<z.output<Schema>>[]) => EntryStatement<Result>;
  /** What the audit keeps of it. */
  readonly audited: (result: Result) => unknown;
  /** What else happened, beside the event of the command itself. */
  readonly also: (result: Result) => readonly Happening[];
  /** Throws what stands against an entry that the statement did not take. */
  readonly refuse: (db: Database, entry: Entry<z.output<Schema>>) => Promise<void>;
}

/** What came of one of several entries: the record, or why there is none. */
export type Outcome<Result> = { readonly result: Result; readonly error: null } | { readonly result: null; readonly error: PcrmError };

/** A command that enters records of one kind. */
export interface EntryCommand<Schema extends z.ZodType, Result> extends Command<Schema, Result> {
  /** Runs it for each request as if it came alone, in their order, and in one statement as long as nothing is wrong. Faults are thrown. */
  readonly each: (context: Context, requests: readonly EntryRequest<Schema>[]) => Promise<Outcome<Result>[]>;
}

interface EntryRequest<Schema extends z.ZodType> extends CommandOptions {
  readonly input: z.input<Schema>;
}

/**
 * Makes a command that enters a new record in one statement, and so in one round trip: the record with all that belongs to it, its audit
 * record, its events and, with an idempotency key, its result. It promises the same as one of `defineCommand`, which needs a round trip for
 * each of them. What is wrong with an input that is refused is looked up afterwards.
 */
export function defineEntry<Schema extends z.ZodType, Result extends { readonly id: string }>(
  definition: EntryDefinition<Schema, Result>,
): EntryCommand<Schema, Result> {
  const { scope, schema } = definition;
  const command = async (context: Context, input: z.input<Schema>, options: CommandOptions = {}): Promise<Result> =>
    enterOne(context, definition, prepare(context, definition, { ...options, input }));
  const each = (context: Context, requests: readonly EntryRequest<Schema>[]) => enterEach(context, definition, requests);
  return Object.assign(command, { scope, schema, each });
}

interface Prepared<Data> {
  readonly id: string;
  readonly data: Data;
  readonly keyed: KeyedRequest | undefined;
}

function prepare<Schema extends z.ZodType, Result>(
  { actor }: Context,
  { name, scope, schema }: EntryDefinition<Schema, Result>,
  { input, idempotencyKey: key }: EntryRequest<Schema>,
): Prepared<z.output<Schema>> {
  requireScope(actor, scope);
  const data = parseInput(schema, input);
  return { id: newId(), data, keyed: keyedRequest(actor, name, { key, input }) };
}

async function enterOne<Schema extends z.ZodType, Result extends { readonly id: string }>(
  context: Context,
  definition: EntryDefinition<Schema, Result>,
  prepared: Prepared<z.output<Schema>>,
): Promise<Result> {
  return withRetries(context, prepared.data, async () => {
    const answers = await send(context, definition, [prepared]);
    const result = answers.get(prepared.id)?.();
    if (result !== undefined) return result;
    await definition.refuse(context.db, entryOf(context.actor, prepared, context.now()));
    throw concurrentChange();
  });
}

async function enterEach<Schema extends z.ZodType, Result extends { readonly id: string }>(
  context: Context,
  definition: EntryDefinition<Schema, Result>,
  requests: readonly EntryRequest<Schema>[],
): Promise<Outcome<Result>[]> {
  const asked = await Promise.all(requests.map((request) => settled(async () => prepare(context, definition, request))));
  const prepared = asked.flatMap(({ result }) => (result === null ? [] : [result]));
  // What stops one of them stops all: then each comes alone, and gets what is its own.
  const answers = await send(context, definition, prepared).catch(() => undefined);
  const outcomes: Outcome<Result>[] = [];
  for (const each of asked) {
    if (each.error !== null) outcomes.push(each);
    else outcomes.push(await settled(async () => answers?.get(each.result.id)?.() ?? enterOne(context, definition, each.result)));
  }
  return outcomes;
}

async function settled<Result>(work: () => Promise<Result>): Promise<Outcome<Result>> {
  try {
    return { result: await work(), error: null };
  } catch (error) {
    if (error instanceof PcrmError) return { result: null, error };
    throw error;
  }
}

function entryOf<Data>(actor: Actor, { id, data }: Prepared<Data>, now: Date): Entry<Data> {
  return { id, data, actor, entered: enteredBy(actor, data), now };
}

interface Row extends Partial<KeyState> {
  readonly id: string;
  readonly entered: boolean;
  readonly found: string | null;
}

/**
 * Sends the statement, and gives for each record what is answered, earlier or now: undefined when it was not entered.
 *
 * Where the key of a request is taken by another that committed after the statement had begun, the statement fails and is sent again.
 */
async function send<Schema extends z.ZodType, Result extends { readonly id: string }>(
  context: Context,
  definition: EntryDefinition<Schema, Result>,
  prepared: readonly Prepared<z.output<Schema>>[],
): Promise<Map<string, () => Result | undefined>> {
  const at = context.now();
  const statement = definition.enter(prepared.map((each) => entryOf(context.actor, each, at)));
  const keyed = prepared.flatMap(({ id, keyed: request }) => (request === undefined ? [] : [{ id, keyed: request }]));
  const queries = [
    ...(keyed.length === 0 ? [] : [keyedSql(keyed)]),
    ...entryQueries(statement.ids, statement.parts, keyed.length === 0 ? undefined : freeKeys),
    ...ledgerQueries(context, definition, { statement, at, isKeyed: keyed.length > 0 }),
  ];
  const rows = await context.write<Row>(Prisma.sql`
    WITH ${Prisma.join(queries)}
    SELECT asked."id", "entering"."id" IS NOT NULL AS "entered", ${allFoundSql(statement.parts)} AS "found"
      ${keyed.length === 0 ? Prisma.empty : Prisma.sql`, "keyed"."taken", "keyed"."inputHash", "keyed"."result"`}
    FROM unnest(${prepared.map(({ id }) => id)}::uuid[]) AS asked("id") LEFT JOIN "entering" ON "entering"."id" = asked."id"
      ${keyed.length === 0 ? Prisma.empty : Prisma.sql`LEFT JOIN "keyed" ON "keyed"."id" = asked."id"`}`);
  if (rows.some(({ entered }) => entered)) context.committed?.();
  const requests = new Map(keyed.map((request) => [request.id, request.keyed]));
  return new Map(
    rows.map((row) => [
      row.id,
      () => {
        const { id, entered, found, taken = null, inputHash = null, result = null } = row;
        const request = requests.get(id);
        const earlier = request && earlierResultIn({ taken, inputHash, result }, request);
        return (earlier as Result | undefined) ?? (entered ? statement.resultOf(id, foundIn(found)) : undefined);
      },
    ]),
  );
}

const freeKeys = Prisma.sql`asked."id" NOT IN (SELECT "id" FROM "keyed" WHERE "taken" IS NOT TRUE)`;

interface Ledger<Result> {
  readonly statement: EntryStatement<Result>;
  readonly at: Date;
  readonly isKeyed: boolean;
}

/** What is written of each record that is entered: in the audit, in the outbox, and under its idempotency key. */
function ledgerQueries<Schema extends z.ZodType, Result extends { readonly id: string }>(
  { actor, requestId }: Context,
  { name, type, audited, also }: EntryDefinition<Schema, Result>,
  { statement: { ids, parts, resultOf }, at, isKeyed }: Ledger<Result>,
): Prisma.Sql[] {
  const happenings: (Happening & { readonly entryId: string })[] = [];
  const rows = ids.map((id) => {
    const { audit, result } = writtenWithGaps((found) => {
      const after = resultOf(id, found);
      happenings.push(...[{ name: eventNameOf(name), type, id }, ...also(after)].map((happening) => ({ ...happening, entryId: id })));
      return { audit: jsonText(audited(after)), result: isKeyed ? writtenResult(after) : '' };
    });
    return { id, auditId: newId(), audit: audit.texts, auditGaps: audit.keys, result: result.texts, resultGaps: result.keys };
  });
  const filled = (texts: Prisma.Sql, keys: Prisma.Sql) => filledSql(parts, { texts, keys });
  return [
    Prisma.sql`"ledger" AS (
      SELECT given.* FROM json_to_recordset(${JSON.stringify(rows)}::json)
        AS given("id" uuid, "auditId" uuid, "audit" text[], "auditGaps" text[], "result" text[], "resultGaps" text[])
      JOIN "entering" ON "entering"."id" = given."id")`,
    Prisma.sql`"audit" AS (
      INSERT INTO "AuditRecord" ("id", "at", "actorId", "departmentId", "command", "subjectType", "subjectId", "after", "requestId")
      SELECT "auditId", ${at.toISOString()}::timestamptz, ${actor.id}::uuid, ${actor.departmentId}::uuid, ${name}, ${type}, "id",
        (${filled(Prisma.sql`"audit"`, Prisma.sql`"auditGaps"`)})::jsonb, ${requestId ?? null}
      FROM "ledger")`,
    eventsSql(happenings, { actor, at }),
    ...(isKeyed ? [keptSql(filled(Prisma.sql`"ledger"."result"`, Prisma.sql`"ledger"."resultGaps"`), at)] : []),
  ];
}
