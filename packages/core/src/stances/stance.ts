import { z } from 'zod';
import type { Problem } from '../errors.js';
import { StanceConfidence, StanceLegalBasis, StancePosition } from '../generated/prisma/enums.js';
import { addProblem, evenIfFieldsFail, sourceInput } from '../input.js';
import { partialDate, type PartialDate } from '../period.js';
import type { Reference } from '../references.js';
import { prose } from '../text.js';

const id = () => z.uuid().toLowerCase();

const stanceFields = {
  /** What it is about; either this or the proposal. */
  policyTaskId: id().nullish(),
  proposalId: id().nullish(),
  position: z.enum(StancePosition),
  confidence: z.enum(StanceConfidence),
  /** Their own words. */
  quotation: prose(2_000).nullish(),
  note: prose(2_000).nullish(),
  /** Natural persons only, and always for them. */
  legalBasis: z.enum(StanceLegalBasis).nullish(),
};

/** A stance that was heard in the engagement with which it is entered. */
export const heardStanceInput = z
  .object({
    ...stanceFields,
    /** The stakeholder who took part, when there was only one. */
    stakeholderId: id().nullish(),
    /** The day of the engagement when left out. */
    heldFrom: partialDate().nullish(),
    ...sourceInput,
  })
  .superRefine(aboutOneThing, evenIfFieldsFail);
export type HeardStance = z.output<typeof heardStanceInput>;

export const recordStanceInput = z
  .object({
    ...stanceFields,
    stakeholderId: id(),
    /** The day of the engagement or of the meeting when left out. */
    heldFrom: partialDate().nullish(),
    engagementId: id().nullish(),
    meetingId: id().nullish(),
    ...sourceInput,
  })
  .superRefine((stance, context) => {
    for (const problem of [...subjectProblems(stance), ...evidenceProblems(stance)]) addProblem(context, problem);
    const { heldFrom, engagementId, meetingId } = stance;
    if (heldFrom != null || engagementId != null || meetingId != null) return;
    addProblem(context, {
      path: ['heldFrom'],
      code: 'required',
      message: 'Say from when on they stand there: a document does not tell it.',
    });
  }, evenIfFieldsFail);

export const correctStanceInput = z.object({
  stanceId: id(),
  /** Why it is corrected. */
  reason: prose(1_000),
  position: stanceFields.position.optional(),
  heldFrom: partialDate().optional(),
  confidence: stanceFields.confidence.optional(),
  quotation: stanceFields.quotation,
  note: stanceFields.note,
  legalBasis: stanceFields.legalBasis,
  engagementId: id().nullish(),
  meetingId: id().nullish(),
  ...sourceInput,
});

export const retractStanceInput = z.object({ stanceId: id(), reason: prose(1_000) });

/** Where a stance comes from. */
interface Evidence {
  readonly engagementId?: string | null | undefined;
  readonly meetingId?: string | null | undefined;
  readonly sourceId?: string | null | undefined;
  readonly quotation?: string | null | undefined;
}

/** What is wrong with the evidence of a stance: an engagement or a meeting, or else a document and the words that stand in it. */
export function evidenceProblems({ engagementId, meetingId, sourceId, quotation }: Evidence): Problem[] {
  if (engagementId != null && meetingId != null) {
    const message = 'A stance was heard in an engagement or in a meeting. Leave one of them out.';
    return [{ path: ['meetingId'], code: 'not_allowed', message }];
  }
  if (engagementId != null || meetingId != null) return [];
  if (sourceId == null) {
    const message = 'A stance needs evidence. Name the engagement, the meeting or the document that shows it.';
    return [{ path: ['engagementId'], code: 'required', message }];
  }
  if (quotation != null) return [];
  const message = 'A document alone shows no stance. Quote the words of it that do.';
  return [{ path: ['quotation'], code: 'required', message }];
}

/** What stances are about: a policy task or a proposal. */
interface NamedSubject {
  readonly policyTaskId?: string | null | undefined;
  readonly proposalId?: string | null | undefined;
}

/** What is wrong with what a stance is about: it is one policy task or one proposal. */
export function subjectProblems({ policyTaskId, proposalId }: NamedSubject, path: Problem['path'] = []): Problem[] {
  if (policyTaskId != null && proposalId != null) {
    const message = 'A stance is about a policy task or about a proposal. Leave one of them out.';
    return [{ path: [...path, 'proposalId'], code: 'not_allowed', message }];
  }
  if (policyTaskId != null || proposalId != null) return [];
  return [{ path: [...path, 'policyTaskId'], code: 'required', message: 'Name the policy task or the proposal that it is about.' }];
}

/** A refinement: what is asked about is one policy task or one proposal. */
export function aboutOneThing(subject: NamedSubject, context: z.RefinementCtx): void {
  for (const problem of subjectProblems(subject)) addProblem(context, problem);
}

interface NamedStance extends NamedSubject {
  readonly stakeholderId?: string | null | undefined;
  readonly sourceId?: string | null | undefined;
}

/** The ids that a stance names, and where they stand in an input. */
export function stanceReferences({ stakeholderId, policyTaskId, proposalId, sourceId }: NamedStance, path: Problem['path']): Reference[] {
  return [
    { to: 'Stakeholder', id: stakeholderId, path: [...path, 'stakeholderId'] },
    { to: 'PolicyTask', id: policyTaskId, path: [...path, 'policyTaskId'] },
    { to: 'Proposal', id: proposalId, path: [...path, 'proposalId'] },
    { to: 'Source', id: sourceId, path: [...path, 'sourceId'] },
  ];
}

/** What is wrong when nobody says whose stance was heard: only one who took part alone becomes its holder without being named. */
export function holderProblems(
  { stakeholderId }: Pick<HeardStance, 'stakeholderId'>,
  tookPart: readonly string[],
  path: Problem['path'],
): Problem[] {
  if (stakeholderId != null || tookPart.length === 1) return [];
  const message = 'Several stakeholders took part. Name the one who stands there.';
  return [{ path: [...path, 'stakeholderId'], code: 'required', message }];
}

/** What is wrong with the legal basis: sensitive information of a natural person needs one, an organization has none. */
export function legalBasisProblems(legalBasis: StanceLegalBasis | null | undefined, isPerson: boolean, path: Problem['path']): Problem[] {
  if (isPerson === (legalBasis != null)) return [];
  const [code, message] = isPerson
    ? ['required', 'Where a natural person stands is sensitive information. Say what permits the city to keep it.']
    : ['not_allowed', 'The legal basis is for natural persons, and this is an organization. Leave it out.'];
  return [{ path: [...path, 'legalBasis'], code, message }];
}

/** What is wrong when a person is said to have stated something where they were not: it was told by somebody else, or concluded. */
export function statementProblems(confidence: StanceConfidence, tookPart: boolean, path: Problem['path']): Problem[] {
  if (tookPart || confidence !== StanceConfidence.STATED) return [];
  const message = 'This person took no part in that engagement. Say REPORTED or INFERRED, or name the engagement in which they said it.';
  return [{ path: [...path, 'confidence'], code: 'took_no_part', message }];
}

/** What is wrong with the beginning of a stance: what is to come is not known. */
export function heldFromProblems(heldFrom: PartialDate | null | undefined, today: Date, path: Problem['path']): Problem[] {
  if (heldFrom == null || heldFrom.date <= today) return [];
  const message = 'This day has not come yet. Write since when they stand there.';
  return [{ path: [...path, 'heldFrom'], code: 'in_the_future', message }];
}

const scale: Readonly<Record<StancePosition, number | null>> = {
  STRONGLY_SUPPORTS: 2,
  SUPPORTS: 1,
  NEUTRAL: 0,
  OPPOSES: -1,
  STRONGLY_OPPOSES: -2,
  UNKNOWN: null,
};

/** How many steps a stance moved on the scale of five: above 0 towards support. Null from or to where nothing is known. */
export function stepsBetween(before: StancePosition | null, after: StancePosition): number | null {
  const from = before === null ? null : scale[before];
  const to = scale[after];
  return from === null || to === null ? null : to - from;
}
