import { requireScope, type Actor } from '../access/actor.js';
import { visibleEngagements } from '../access/engagement-visibility.js';
import { defineCommand } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { InvalidInput, NotFound, type Problem } from '../errors.js';
import type { Prisma, Stance } from '../generated/prisma/client.js';
import { MeetingStatus, type StanceConfidence, type StanceLegalBasis } from '../generated/prisma/enums.js';
import { officeDay, type PartialDate } from '../period.js';
import { unknownId, unknownReferences } from '../references.js';
import { auditedStance, kindsOf, requiredDate } from './stance-entry.js';
import { visibleStances } from './stance-visibility.js';
import * as rules from './stance.js';

/**
 * Records where a stakeholder stands on a policy task or a proposal, with the evidence: the engagement or the meeting in which it was heard, or a document
 * and the words in it. It holds from the day of the engagement or meeting on unless another is given.
 *
 * @throws Forbidden for a natural person's without stances:write-persons.
 * @throws InvalidInput with every id that names nothing, or an engagement that the actor may not see; without a legal basis for a natural
 *   person; for a beginning in the future.
 */
export const recordStance = defineCommand({
  name: 'recordStance',
  scope: 'stances:write',
  schema: rules.recordStanceInput,
  perform: async ({ db, actor, data, entered, now }) => {
    const { heldFrom, ...columns } = data;
    const references = rules.stanceReferences(data, []);
    const problems = [...(await unknownReferences(db, references)), ...rules.heldFromProblems(heldFrom, officeDay(now), [])];
    const evidence = await evidenceOf(db, actor, data);
    problems.push(...evidence.problems, ...(await holderProblems(db, actor, { stance: data, tookPart: evidence.tookPart })));
    const from = heldFrom ?? evidence.on;
    if (problems.length > 0 || from === undefined) throw new InvalidInput(problems);
    const after = await db.stance.create({ data: { ...columns, ...requiredDate(from), ...entered } });
    return { type: 'Stance', before: null, after, audited: auditedStance(after) };
  },
});

/**
 * Corrects an entry by a new one beside it: what is left out stays, null clears. An entry is corrected once; what follows corrects the
 * correction. Naming an engagement replaces the meeting, and the other way round.
 *
 * @throws NotFound when there is none or the actor may not see it; Conflict when it was corrected already; InvalidInput as for recording.
 */
export const correctStance = defineCommand({
  name: 'correctStance',
  scope: 'stances:write',
  schema: rules.correctStanceInput,
  perform: async ({ db, actor, data: { stanceId, reason, heldFrom, ...changes }, entered, now }) => {
    const before = await requireWritableStance(db, actor, stanceId);
    const corrected = { ...contentOf(before), ...otherEvidence(changes), ...changes, ...(heldFrom && requiredDate(heldFrom)) };
    const evidence = await evidenceOf(db, actor, corrected);
    const problems = [
      ...(await unknownReferences(db, [{ to: 'Source', id: changes.sourceId, path: ['sourceId'] }])),
      ...rules.heldFromProblems(heldFrom, officeDay(now), []),
      ...rules.evidenceProblems(corrected),
      ...evidence.problems,
      ...(await holderProblems(db, actor, { stance: corrected, tookPart: evidence.tookPart })),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
    const correction = { correctsId: stanceId, correctionReason: reason };
    const after = await db.stance.create({ data: { ...entered, ...corrected, ...correction } });
    return { type: 'Stance', before: auditedStance(before), after, audited: auditedStance(after) };
  },
});

/** Takes an entry back that should never have been made, such as one of another person of the same name. The entry itself stays. */
export const retractStance = defineCommand({
  name: 'retractStance',
  scope: 'stances:write',
  schema: rules.retractStanceInput,
  perform: async ({ db, actor, data: { stanceId, reason }, entered }) => {
    const before = await requireWritableStance(db, actor, stanceId);
    const correction = { correctsId: stanceId, correctionReason: reason, isRetraction: true };
    const after = await db.stance.create({ data: { ...entered, ...contentOf(before), ...correction } });
    return { type: 'Stance', before: auditedStance(before), after, audited: auditedStance(after) };
  },
});

async function requireWritableStance(db: Transaction, actor: Actor, id: string): Promise<Stance> {
  const stance = await db.stance.findFirst({ where: { id, AND: visibleStances(actor) } });
  if (stance === null) throw new NotFound('Stance', id);
  if (stance.legalBasis !== null) requireScope(actor, 'stances:write-persons');
  return stance;
}

/** What an entry says, without how it came to be entered. */
function contentOf(stance: Stance) {
  const { stakeholderId, policyTaskId, proposalId, position, heldFromDate, heldFromPrecision, confidence } = stance;
  const { quotation, note, legalBasis, engagementId, meetingId, sourceId } = stance;
  const subject = { stakeholderId, policyTaskId, proposalId };
  return {
    ...subject,
    position,
    heldFromDate,
    heldFromPrecision,
    confidence,
    quotation,
    note,
    legalBasis,
    engagementId,
    meetingId,
    sourceId,
  };
}

function otherEvidence({ engagementId, meetingId }: Pick<Prisma.StanceUncheckedCreateInput, 'engagementId' | 'meetingId'>) {
  if (engagementId != null && meetingId === undefined) return { meetingId: null };
  return meetingId != null && engagementId === undefined ? { engagementId: null } : {};
}

interface NamedEvidence {
  readonly engagementId?: string | null | undefined;
  readonly meetingId?: string | null | undefined;
}

interface FoundEvidence {
  readonly problems: readonly Problem[];
  /** When it was heard. */
  readonly on?: PartialDate;
  /** Who took part in the engagement. */
  readonly tookPart?: readonly string[];
}

// Where both are named, the rules of the input say so; the engagement is looked at.
async function evidenceOf(db: Transaction, actor: Actor, { engagementId, meetingId }: NamedEvidence): Promise<FoundEvidence> {
  if (engagementId != null) return engagementEvidence(db, actor, engagementId);
  return meetingId == null ? { problems: [] } : meetingEvidence(db, meetingId);
}

async function engagementEvidence(db: Transaction, actor: Actor, id: string): Promise<FoundEvidence> {
  const engagement = await db.engagement.findFirst({
    where: { id, AND: visibleEngagements(actor) },
    select: { occurredAt: true, stakeholders: { select: { stakeholderId: true } } },
  });
  if (engagement === null) return { problems: [unknownId(['engagementId'], 'engagement')] };
  const { occurredAt, stakeholders } = engagement;
  const on: PartialDate = { date: officeDay(occurredAt), precision: 'DAY' };
  return { problems: [], on, tookPart: stakeholders.map(({ stakeholderId }) => stakeholderId) };
}

async function meetingEvidence(db: Transaction, id: string): Promise<FoundEvidence> {
  const meeting = await db.meeting.findUnique({ where: { id } });
  if (meeting === null) return { problems: [unknownId(['meetingId'], 'meeting')] };
  const { status, heldDate: date, heldPrecision: precision } = meeting;
  if (status === MeetingStatus.HELD && date !== null && precision !== null) return { problems: [], on: { date, precision } };
  const message = 'This meeting has not been held, and nothing was heard in it. Hold it first, or name another.';
  return { problems: [{ path: ['meetingId'], code: 'not_held', message }] };
}

interface HeldStance {
  readonly stakeholderId: string;
  readonly confidence: StanceConfidence;
  readonly legalBasis?: StanceLegalBasis | null | undefined;
}

async function holderProblems(
  db: Transaction,
  actor: Actor,
  { stance, tookPart }: { readonly stance: HeldStance; readonly tookPart: readonly string[] | undefined },
): Promise<Problem[]> {
  const { stakeholderId, confidence, legalBasis } = stance;
  const kind = (await kindsOf(db, [stakeholderId])).get(stakeholderId);
  // What does not exist is told with the other references.
  if (kind === undefined) return [];
  if (kind === 'ORGANIZATION') return rules.legalBasisProblems(legalBasis, false, []);
  requireScope(actor, 'stances:write-persons');
  return [
    ...rules.legalBasisProblems(legalBasis, true, []),
    ...rules.statementProblems(confidence, tookPart?.includes(stakeholderId) ?? true, []),
  ];
}
