import { z } from 'zod';
import { closingInput } from '../commitments/commitment.js';
import { engagementFields, logEngagementInput, type EngagementEntry } from '../engagements/engagement.js';
import type { Commitment, Engagement } from '../generated/prisma/client.js';
import { Confidentiality, EngagementDirection } from '../generated/prisma/enums.js';
import type { Problem } from '../errors.js';
import { addProblem, evenIfFieldsFail, revisionInput, sourceInput } from '../input.js';
import { isoDay, officeDay } from '../period.js';

/** The engagement with which an answer went back, as it is logged together with it. The stakeholders are those who are answered. */
export const answerInput = z.object({
  channel: engagementFields.channel,
  /** Now when left out. */
  occurredAt: engagementFields.occurredAt.optional(),
  /** We went to them, when left out. */
  direction: engagementFields.direction.optional(),
  /** Told from what is answered when left out. */
  subject: engagementFields.subject.optional(),
  summary: engagementFields.summary,
  place: engagementFields.place,
  /** That of what is answered when left out, so that the answer tells nobody more. */
  confidentiality: engagementFields.confidentiality,
  staffIds: logEngagementInput.shape.staffIds,
  ...sourceInput,
});
export type AnswerEntry = z.output<typeof answerInput>;

/** With which engagement the answer went back: one that is logged already, or one that is logged now. */
const answerFields = { answeredInId: z.uuid().toLowerCase().nullish(), answer: answerInput.nullish() };

interface NamedAnswer {
  readonly answeredInId?: string | null | undefined;
  readonly answer?: unknown;
}

export const closeCommitmentInput = z
  .object({
    ...closingInput,
    ...answerFields,
    /** The stakeholder is told later: until then the commitment awaits feedback. */
    toldLater: z.boolean().optional(),
  })
  .superRefine((input, context) => {
    refuseTwoAnswers(input, context);
    if (input.toldLater !== true || (input.answeredInId == null && input.answer == null)) return;
    const message = 'Either they are told with this engagement, or later. Leave one of them out.';
    addProblem(context, { path: ['toldLater'], code: 'not_allowed', message });
  }, evenIfFieldsFail);

export const answerCommitmentInput = z
  .object({ ...revisionInput, ...answerFields })
  .superRefine((input, context) => requireOneAnswer(input, context), evenIfFieldsFail);

export const answerOpinionsInput = z
  .object({
    opinionIds: z.array(z.uuid().toLowerCase()).min(1, { error: 'Name at least one opinion.' }).max(100),
    ...answerFields,
  })
  .superRefine((input, context) => requireOneAnswer(input, context), evenIfFieldsFail);

export const withdrawFeedbackInput = z.object({ id: z.uuid() });

function refuseTwoAnswers({ answeredInId, answer }: NamedAnswer, context: z.RefinementCtx): void {
  if (answeredInId == null || answer == null) return;
  const message = 'Name an engagement that is logged already, or give one to log. Leave one of them out.';
  addProblem(context, { path: ['answer'], code: 'not_allowed', message });
}

function requireOneAnswer(input: NamedAnswer, context: z.RefinementCtx): void {
  refuseTwoAnswers(input, context);
  if (input.answeredInId != null || input.answer != null) return;
  const message = 'Name the engagement with which the answer went back, or give one to log.';
  addProblem(context, { path: ['answeredInId'], code: 'required', message });
}

/** What an answer answers: to whom, about what, and who may read it. */
export interface Answered {
  readonly stakeholderIds: readonly string[];
  readonly subject: string;
  readonly confidentiality: Confidentiality;
  /** The first day in Korea on which it can have been answered; null where nobody knows it. */
  readonly since: Date | null;
}

/** What is wrong with an answer that went back before there was anything to answer. */
export function answeredTooEarly(occurredAt: Date, { since }: Pick<Answered, 'since'>, path: Problem['path']): Problem[] {
  if (since === null || officeDay(occurredAt) >= since) return [];
  const message = `It was made on ${isoDay(since)}, and this engagement came before. Choose the one in which the stakeholder was told.`;
  return [{ path, code: 'answered_before_made', message }];
}

/** The engagement to log for an answer. */
export function engagementOfAnswer(
  answer: AnswerEntry,
  { stakeholderIds, subject, confidentiality }: Omit<Answered, 'since'>,
  now: Date,
): EngagementEntry {
  return {
    direction: EngagementDirection.OUTBOUND,
    ...answer,
    occurredAt: answer.occurredAt ?? now,
    subject: answer.subject ?? subject,
    confidentiality: answer.confidentiality ?? confidentiality,
    stakeholderIds: [...stakeholderIds],
  };
}

/** The subject of the engagement that tells a stakeholder how a promise ended. */
export function subjectOfClosing({ text, status }: Pick<Commitment, 'text' | 'status'>): string {
  const endings = { OPEN: '약속 안내', DONE: '약속 이행 안내', BROKEN: '약속 불이행 안내', WITHDRAWN: '약속 철회 안내' } as const;
  return `${endings[status]}: ${oneLine(text)}`;
}

/** The subject of the engagement that answers opinions: that of the first. */
export function subjectOfAnswer([first]: readonly Pick<Engagement, 'subject'>[]): string {
  return `답변: ${oneLine(first?.subject ?? '')}`;
}

// A subject has at most 200 characters; 180 leave room for the words before it. A word that is cut shows that it is.
function oneLine(text: string): string {
  const characters = Array.from(text.replaceAll(/\s+/gu, ' '));
  return characters.length <= 180 ? characters.join('') : `${characters.slice(0, 179).join('').trimEnd()}…`;
}

const order = [Confidentiality.PUBLIC, Confidentiality.INTERNAL, Confidentiality.RESTRICTED] as const;

/** The confidentiality that tells nobody more than any of these. */
export function strictestOf(levels: readonly Confidentiality[]): Confidentiality {
  return order[Math.max(0, ...levels.map((level) => order.indexOf(level)))] ?? Confidentiality.INTERNAL;
}
