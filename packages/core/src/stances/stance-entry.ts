import { requireScope, type Actor } from '../access/actor.js';
import type { Entered } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import type { Problem } from '../errors.js';
import type { Stance } from '../generated/prisma/client.js';
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

/**
 * What is wrong with stances that were heard in an engagement, beside ids that name nothing.
 *
 * @throws Forbidden without stances:write, and without stances:write-persons where one is a natural person's.
 */
export async function heardStanceProblems(
  db: Transaction,
  actor: Actor,
  { stances, heardIn, now }: { readonly stances: readonly rules.HeardStance[]; readonly heardIn: HeardIn; readonly now: Date },
): Promise<Problem[]> {
  if (stances.length === 0) return [];
  requireScope(actor, 'stances:write');
  const kinds = await kindsOf(
    db,
    stances.flatMap(({ stakeholderId }) => stakeholderId ?? []),
  );
  if ([...kinds.values()].includes('PERSON')) requireScope(actor, 'stances:write-persons');
  return stances.flatMap((stance, index) => {
    const path = ['stances', index];
    const kind = kinds.get(stance.stakeholderId ?? '');
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

/** Enters stances that were heard in an engagement and have nothing wrong with them, in one statement. */
export async function enterHeardStances(
  db: Transaction,
  stances: readonly rules.HeardStance[],
  { heardIn, entered }: { readonly heardIn: { readonly id: string; readonly occurredAt: Date }; readonly entered: Entered },
): Promise<Stance[]> {
  if (stances.length === 0) return [];
  const thatDay: PartialDate = { date: officeDay(heardIn.occurredAt), precision: 'DAY' };
  return db.stance.createManyAndReturn({
    data: stances.map(({ heldFrom, sourceId, stakeholderId, ...columns }) => ({
      ...columns,
      ...requiredDate(heldFrom ?? thatDay),
      stakeholderId: stakeholderId as string,
      engagementId: heardIn.id,
      ...entered,
      // A stance may come from another source than the rest of the input.
      sourceId: sourceId ?? entered.sourceId,
    })),
  });
}

/** The columns of a beginning that is known. */
export function requiredDate({ date, precision }: PartialDate) {
  return { heldFromDate: date, heldFromPrecision: precision };
}

/** Whether each of the stakeholders is a person or an organization; those that do not exist are left out. */
export async function kindsOf(db: Transaction, ids: readonly string[]): Promise<Map<string, 'PERSON' | 'ORGANIZATION'>> {
  const stakeholders = await db.stakeholder.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, kind: true } });
  return new Map(stakeholders.map(({ id, kind }) => [id, kind]));
}

/** What the audit keeps of a stance. Of a natural person's not where they stand: the entry itself is never rewritten, and can be erased. */
export function auditedStance(stance: Stance): unknown {
  if (stance.legalBasis === null) return stance;
  const { position: _position, quotation: _quotation, note: _note, correctionReason: _reason, ...rest } = stance;
  return rest;
}
