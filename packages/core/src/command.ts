import type { z } from 'zod';
import { requireScope, type Actor, type Scope } from './access/actor.js';
import type { Context } from './context.js';
import { asPcrmError, isRetryable, isViolationOf, missingRecordOf } from './database/database-error.js';
import type { Transaction } from './database/open-database.js';
import { StaleVersion } from './errors.js';
import { enterEvents, type Happening } from './events/event-entry.js';
import { eventNameOf } from './events/event-name.js';
import type { Prisma } from './generated/prisma/client.js';
import { claimKey, earlierResult, keepResult, keyedRequest, type KeyedRequest } from './idempotency.js';
import { parseInput } from './input.js';
import { mergedConflict } from './stakeholders/present-stakeholder.js';

/** What a caller may say beside the input of any command. */
export interface CommandOptions {
  /**
   * At most 255 characters. For at least 24 hours the same key with the same input returns the first result; with another input, or while
   * the first request is running, it is a Conflict. A request that was refused leaves nothing under its key.
   */
  readonly idempotencyKey?: string | null | undefined;
}

/** Who enters a record, for which department, from which source: columns that every record has. */
export interface Entered {
  readonly enteredById: string;
  readonly enteredForId: string | null;
  readonly sourceId: string | null;
}

/** What a command is made of: its name in the audit, what it needs, what it accepts, and the work. */
interface CommandDefinition<Schema extends z.ZodType, Result> {
  readonly name: string;
  /** What it takes; null where the work itself looks whether it may be done, as on records of one's own. */
  readonly scope: Scope | null;
  readonly schema: Schema;
  /** For work over all records: how long it may take, in milliseconds, where the database's own limit is too short. */
  readonly timeout?: number;
  readonly perform: (scope: CommandScope<z.output<Schema>>) => Promise<Change<Result>>;
}

interface CommandScope<Data> {
  readonly db: Transaction;
  readonly actor: Actor;
  readonly data: Data;
  readonly entered: Entered;
  readonly now: Date;
}

/** What a command did: the kind of record, and the record before and after. What the caller gets is `after`. */
export interface Change<Result> {
  readonly type: string;
  readonly before: unknown;
  readonly after: Result;
  /** What the audit keeps instead of `after`, where that holds sensitive data of a natural person: the audit is never erased. */
  readonly audited?: unknown;
  /** What else happened with it, beside the event of the command itself: records that it entered or changed on the way. */
  readonly also?: readonly Happening[];
}

/** A command: one operation, one transaction, one audit record. */
export interface Command<Schema extends z.ZodType, Result> {
  (context: Context, input: z.input<Schema>, options?: CommandOptions): Promise<Result>;
  readonly scope: Scope | null;
  readonly schema: Schema;
}

/**
 * Makes a command that refuses what is not permitted or not valid, then in one transaction does the work, writes its audit record and,
 * with an idempotency key, its result. Deadlocks and serialization failures are tried again, at most twice.
 *
 * The command throws Forbidden, InvalidInput, Conflict and whatever `perform` throws; then nothing was written.
 */
export function defineCommand<Schema extends z.ZodType, Result extends { readonly id: string }>(
  definition: CommandDefinition<Schema, Result>,
): Command<Schema, Result> {
  const { scope, schema, timeout } = definition;
  const limits = timeout === undefined ? {} : { timeout };
  const command = async (context: Context, input: z.input<Schema>, options: CommandOptions = {}): Promise<Result> => {
    if (scope !== null) requireScope(context.actor, scope);
    const data = parseInput(schema, input);
    const keyed = keyedRequest(context.actor, definition.name, { key: options.idempotencyKey, input });
    return withRetries(context, data, async () => {
      const earlier = keyed && (await earlierResult<Result>(context.db, keyed));
      if (earlier !== undefined) return earlier;
      const result = await context.db.$transaction((db) => performOnce(db, context, { definition, data, keyed }), limits);
      context.committed?.();
      return result;
    });
  };
  return Object.assign(command, { scope, schema });
}

const ATTEMPTS = 3;

/** Does the work until it succeeds, at most three times where that may help. @throws PcrmError for what was refused. */
export async function withRetries<Result>(context: Context, data: unknown, work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      // A request with the same idempotency key has committed since it was looked up: the next round returns its result.
      const mayHelp = isRetryable(error) || isViolationOf(error, 'IdempotencyRecord_pkey');
      if (attempt < ATTEMPTS && mayHelp) continue;
      const refusal = staleVersion(error, data) ?? asPcrmError(error);
      throw (await mergedConflict(context, data, refusal)) ?? refusal;
    }
  }
}

// Every update in a command compares and sets the version, after the record was found: what is missing then is the version.
function staleVersion(error: unknown, data: unknown): StaleVersion | undefined {
  const model = missingRecordOf(error);
  const { id, version } = data as { id?: unknown; version?: unknown };
  return model !== undefined && typeof id === 'string' && typeof version === 'number' ? new StaleVersion(model, id, version) : undefined;
}

interface Performance<Schema extends z.ZodType, Result> {
  readonly definition: CommandDefinition<Schema, Result>;
  readonly data: z.output<Schema>;
  readonly keyed: KeyedRequest | undefined;
}

async function performOnce<Schema extends z.ZodType, Result extends { readonly id: string }>(
  db: Transaction,
  { actor, now, requestId }: Context,
  { definition, data, keyed }: Performance<Schema, Result>,
): Promise<Result> {
  const at = now();
  if (keyed) await claimKey(db, keyed, at);
  const {
    type,
    before,
    after,
    audited = after,
    also = [],
  } = await definition.perform({
    db,
    actor,
    data,
    entered: enteredBy(actor, data),
    now: at,
  });
  await db.auditRecord.create({
    data: {
      at,
      actorId: actor.id,
      departmentId: actor.departmentId,
      command: definition.name,
      subjectType: type,
      subjectId: after.id,
      ...(before == null ? {} : { before: toJson(before) }),
      after: toJson(audited),
      requestId: requestId ?? null,
    },
  });
  await enterEvents(db, [{ name: eventNameOf(definition.name), type, id: after.id }, ...also], { actor, at });
  if (keyed) await keepResult(db, keyed, after);
  return after;
}

/** Who enters what an input tells, for whom and from which source. */
export function enteredBy(actor: Actor, data: unknown): Entered {
  const { sourceId } = data as { readonly sourceId?: string | null };
  return { enteredById: actor.id, enteredForId: actor.departmentId, sourceId: sourceId?.toLowerCase() ?? null };
}

/** A record as JSON: dates in ISO 8601, large numbers as text. */
export function toJson(record: unknown): Prisma.InputJsonValue {
  return JSON.parse(jsonText(record)) as Prisma.InputJsonValue;
}

/** The same as a text. */
export function jsonText(record: unknown): string {
  return JSON.stringify(record, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}
