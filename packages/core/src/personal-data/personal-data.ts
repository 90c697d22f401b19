import { permits, type Actor } from '../access/actor.js';
import type { Context } from '../context.js';
import { Prisma, type ContactPoint, type OtherName, type Stakeholder, type StakeholderMerge } from '../generated/prisma/client.js';
import { maskContact, maskName } from './mask.js';

/*
 * What is personal data here, and who reads it as it is.
 *
 * Who has the scope `personal-data:read` (all staff but viewers, and services that were given it) reads everything as it is. Everybody else
 * reads masked: the contact points of every natural person, with their labels; and of a private person the name, the other names and the
 * note, too. A private person is one who is filed under CITIZEN and nothing else: all others are dealt with for what they do in public. The
 * gender is not masked: committees publish their balance. What is masked finds and orders nothing.
 */

/** Whose data it is. */
export type Holder = Pick<Stakeholder, 'kind' | 'categories'>;

/** Whether the actor reads personal data as they are; everybody else reads them masked, and finds and orders nothing by them. */
export function readsPersonalData(actor: Actor): boolean {
  return permits(actor, 'personal-data:read');
}

/** Whether it is a natural person who is filed under CITIZEN and nothing else. */
export function isPrivate({ kind, categories }: Holder): boolean {
  return kind === 'PERSON' && categories.length > 0 && categories.every((category) => category === 'CITIZEN');
}

/** The same of the stakeholder that is the row `t`. */
export function isPrivateSql(t: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${t}."kind" = 'PERSON' AND ${t}."categories" <@ '{CITIZEN}'::"StakeholderCategory"[] AND ${t}."categories" <> '{}')`;
}

/** Whether the actor may find the stakeholder, the row `t`, by its name. */
export function nameIsFoundSql(actor: Actor, t: Prisma.Sql): Prisma.Sql {
  return readsPersonalData(actor) ? Prisma.sql`TRUE` : Prisma.sql`NOT ${isPrivateSql(t)}`;
}

/** What the stakeholder, the row `t`, is ordered by: its name, unless that is masked to the actor. An index has it. */
export function nameOrderSql(actor: Actor, t: Prisma.Sql): Prisma.Sql {
  if (readsPersonalData(actor)) return Prisma.sql`${t}."name"`;
  return Prisma.sql`(CASE WHEN ${isPrivateSql(t)} THEN '' ELSE ${t}."name" END)`;
}

/** A name of the stakeholder, the one in use or another, as the actor is shown it. */
export function shownName(actor: Actor, name: string, holder: Holder): string {
  return isPrivate(holder) && !readsPersonalData(actor) ? maskName(name) : name;
}

/** A note on the stakeholder as the actor is shown it. */
export function shownNote(actor: Actor, note: string | null, holder: Holder): string | null {
  return isPrivate(holder) && !readsPersonalData(actor) ? null : note;
}

/** A contact point of the stakeholder as the actor is shown it. */
export function shownContactPoint<Point extends Pick<ContactPoint, 'kind' | 'value' | 'label'>>(
  actor: Actor,
  point: Point,
  { kind }: Pick<Stakeholder, 'kind'>,
): Point {
  return kind !== 'PERSON' || readsPersonalData(actor) ? point : { ...point, value: maskContact(point), label: null };
}

/**
 * A result as the actor is shown it: every stakeholder, other name, contact point and merge in it, however deep. All that an operation gives
 * to an actor passes through it.
 */
export async function shownResult<Result>({ db, actor }: Pick<Context, 'db' | 'actor'>, result: Result): Promise<Result> {
  if (readsPersonalData(actor)) return result;
  const ids = new Set<string>();
  walk(result, (record) => {
    const id = holderIdOf(record);
    if (id !== undefined) ids.add(id);
    return record;
  });
  // Who was merged is found under the id of the survivor; what is not found is masked as far as can be.
  const holders =
    ids.size === 0
      ? []
      : await db.stakeholder.findMany({ where: { id: { in: [...ids] } }, select: { id: true, kind: true, categories: true } });
  const holderOf = new Map<string, Holder>(holders.map((holder) => [holder.id, holder]));
  return walk(result, (record) => shownRecord(actor, record, holderOf)) as Result;
}

type Fields = Readonly<Record<string, unknown>>;
const unknownHolder: Holder = { kind: 'PERSON', categories: ['CITIZEN'] };

function shownRecord(actor: Actor, record: Fields, holderOf: ReadonlyMap<string, Holder>): Fields {
  if (isStakeholder(record)) {
    return { ...record, name: shownName(actor, record.name, record), note: shownNote(actor, record.note, record) };
  }
  const id = holderIdOf(record);
  if (id === undefined) return record;
  const holder = holderOf.get(id) ?? unknownHolder;
  if (isContactPoint(record)) return shownContactPoint(actor, record, holder);
  if (isOtherName(record)) return { ...record, name: shownName(actor, record.name, holder) };
  if (isMerge(record)) {
    const hidden = isPrivate(holder) ? { fieldsBefore: null, fieldsAfter: null } : {};
    return { ...record, ...hidden, mergedName: shownName(actor, record.mergedName, holder) };
  }
  return record;
}

function holderIdOf(record: Fields): string | undefined {
  if (isContactPoint(record) || isOtherName(record)) return record.stakeholderId;
  return isMerge(record) ? (record.survivorId ?? record.keptId) : undefined;
}

function isStakeholder(record: Fields): record is Fields & Stakeholder {
  return 'categories' in record && 'kind' in record && 'name' in record && Array.isArray(record['categories']);
}

function isContactPoint(record: Fields): record is Fields & ContactPoint {
  return 'stakeholderId' in record && 'doNotUse' in record && 'value' in record;
}

function isOtherName(record: Fields): record is Fields & OtherName {
  return 'stakeholderId' in record && 'name' in record && 'kind' in record;
}

function isMerge(record: Fields): record is Fields & StakeholderMerge {
  return 'mergedName' in record && 'keptId' in record;
}

// Inner records first: an outer one that is masked keeps them as they were made.
function walk(value: unknown, change: (record: Fields) => Fields): unknown {
  if (Array.isArray(value)) return value.map((each) => walk(each, change));
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return change(Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each, change)])));
}
