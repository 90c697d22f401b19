import { v7 as newId } from 'uuid';
import { requireScope, type Actor } from '../access/actor.js';
import type { Entered } from '../command.js';
import type { ReadDatabase } from '../database/open-database.js';
import { rowsSql, type EntryParts } from '../entry-statement.js';
import type { Problem } from '../errors.js';
import { Prisma, type Stance } from '../generated/prisma/client.js';
import { StakeholderKind } from '../generated/prisma/enums.js';
import { officeDay, type PartialDate } from '../period.js';
import * as rules from './stance.js';

/** An engagement with which stances are entered. */
interface HeardIn {
  readonly stakeholderIds: readonly string[];
  readonly occurredAt: Date;
}

/** Stances that were heard in an engagement, each with its holder: who is named, or the only one who took part. */
export function withHolders(
  stances: readonly rules.HeardStance[],
  { stakeholderIds }: Pick<HeardIn, 'stakeholderIds'>,
): rules.HeardStance[] {
  const tookPart = [...new Set(stakeholderIds)];
  const [only] = tookPart.length === 1 ? tookPart : [];
  return stances.map((stance) => ({ ...stance, stakeholderId: stance.stakeholderId ?? only }));
}

/** Whether a stakeholder is a person or an organization; undefined where there is none. */
export type KindOf = (stance: rules.HeardStance) => StakeholderKind | undefined;

/**
 * The kind that the holder of a stance must have: what permits the city to keep it is said of persons, and of them alone. Whether they have
 * it is found when it is entered.
 */
export const kindOfHolder = ({ legalBasis }: rules.HeardStance): StakeholderKind =>
  legalBasis == null ? StakeholderKind.ORGANIZATION : StakeholderKind.PERSON;

/** The kinds of those who are there. */
export async function kindsOfHolders(db: Pick<ReadDatabase, 'stakeholder'>, stances: readonly rules.HeardStance[]): Promise<KindOf> {
  const kinds = await kindsOf(
    db,
    stances.flatMap(({ stakeholderId }) => stakeholderId ?? []),
  );
  return ({ stakeholderId }) => kinds.get(stakeholderId ?? '');
}

/**
 * What is wrong with stances that were heard in an engagement, beside ids that name nothing.
 *
 * @throws Forbidden without stances:write, and without stances:write-persons where one is a natural person's.
 */
export function heardStanceProblems(
  actor: Actor,
  stances: readonly rules.HeardStance[],
  { heardIn, now, kindOf }: { readonly heardIn: HeardIn; readonly now: Date; readonly kindOf: KindOf },
): Problem[] {
  if (stances.length === 0) return [];
  requireScope(actor, 'stances:write');
  if (stances.some((stance) => kindOf(stance) === StakeholderKind.PERSON)) requireScope(actor, 'stances:write-persons');
  return stances.flatMap((stance, index) => {
    const path = ['stances', index];
    const kind = kindOf(stance);
    return [
      ...rules.holderProblems(stance, [...new Set(heardIn.stakeholderIds)], path),
      ...(kind === undefined ? [] : rules.legalBasisProblems(stance.legalBasis, kind === 'PERSON', path)),
      ...(kind === 'PERSON'
        ? rules.statementProblems(stance.confidence, heardIn.stakeholderIds.includes(stance.stakeholderId ?? ''), path)
        : []),
      ...rules.heldFromProblems(stance.heldFrom, officeDay(now), path),
    ];
  });
}

/** A stance that was heard in an engagement, as it is entered. */
export function newStance(
  { heldFrom, sourceId, stakeholderId, ...stance }: rules.HeardStance,
  { heardIn, entered }: { readonly heardIn: { readonly id: string; readonly occurredAt: Date }; readonly entered: Entered },
): Stance {
  const thatDay: PartialDate = { date: officeDay(heardIn.occurredAt), precision: 'DAY' };
  return {
    id: newId(),
    stakeholderId: stakeholderId as string,
    policyTaskId: stance.policyTaskId ?? null,
    proposalId: stance.proposalId ?? null,
    position: stance.position,
    ...requiredDate(heldFrom ?? thatDay),
    confidence: stance.confidence,
    quotation: stance.quotation ?? null,
    note: stance.note ?? null,
    legalBasis: stance.legalBasis ?? null,
    engagementId: heardIn.id,
    meetingId: null,
    correctsId: null,
    correctionReason: null,
    isRetraction: false,
    createdAt: new Date(),
    ...entered,
    // A stance may come from another source than the rest of the input.
    sourceId: sourceId?.toLowerCase() ?? entered.sourceId,
  };
}

/** What enters stances, each with its engagement. */
export function stanceParts(stances: readonly Stance[]): Partial<EntryParts> {
  if (stances.length === 0) return {};
  return {
    writes: [
      Prisma.sql`"stances" AS (
        INSERT INTO "Stance" (${columns})
        SELECT ${columns} FROM json_populate_recordset(NULL::"Stance", ${rowsSql(stances)}) AS given
        WHERE given."engagementId" IN (SELECT "id" FROM "entering"))`,
    ],
  };
}

const columns = Prisma.sql`"id", "stakeholderId", "policyTaskId", "proposalId", "position", "heldFromDate", "heldFromPrecision", "confidence",
  "quotation", "note", "legalBasis", "engagementId", "meetingId", "correctsId", "correctionReason", "isRetraction", "createdAt",
  "enteredById", "enteredForId", "sourceId"`;

/** The columns of a beginning that is known. */
export function requiredDate({ date, precision }: PartialDate) {
  return { heldFromDate: date, heldFromPrecision: precision };
}

/** Whether each of the stakeholders is a person or an organization; those that do not exist are left out. */
export async function kindsOf(db: Pick<ReadDatabase, 'stakeholder'>, ids: readonly string[]): Promise<Map<string, StakeholderKind>> {
  const stakeholders = await db.stakeholder.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, kind: true } });
  return new Map(stakeholders.map(({ id, kind }) => [id, kind]));
}

/** What the audit keeps of a stance. Of a natural person's not where they stand: the entry itself is never rewritten, and can be erased. */
export function auditedStance(stance: Stance): unknown {
  if (stance.legalBasis === null) return stance;
  const { position: _position, quotation: _quotation, note: _note, correctionReason: _reason, ...rest } = stance;
  return rest;
}
