import type { Actor } from '../access/actor.js';
import { requireScope } from '../access/actor.js';
import { visibleEngagements } from '../access/engagement-visibility.js';
import { defineCommand, type Entered } from '../command.js';
import { requireOpen, requireVisibleCommitment } from '../commitments/commitment-commands.js';
import { asksForFeedback } from '../commitments/commitment.js';
import type { Transaction } from '../database/open-database.js';
import { enterEngagement, entryProblems, happeningsOfEntry, type LoggedEngagement } from '../engagements/engagement-entry.js';
import { Conflict, InvalidInput, NotFound, StaleVersion, type Problem } from '../errors.js';
import type { Commitment, Engagement, Feedback } from '../generated/prisma/client.js';
import { CommitmentStatus, Confidentiality, EngagementDirection } from '../generated/prisma/enums.js';
import { officeDay } from '../period.js';
import { unknownId } from '../references.js';
import { visibleFeedback } from './feedback-visibility.js';
import * as rules from './feedback.js';

/** Who acts, in which transaction, when. */
interface Scope {
  readonly db: Transaction;
  readonly actor: Actor;
  readonly entered: Entered;
  readonly now: Date;
}

/** The engagement with which an answer went back, and whether it was logged with it. */
interface Answer {
  readonly id: string;
  readonly logged: LoggedEngagement | null;
}

/** A commitment that was closed or answered, and the engagement that was logged with it. */
export type AnsweredCommitment = Commitment & { readonly answer: Engagement | null };

/**
 * Closes an open commitment as done, broken or withdrawn, on a calendar day that is not in the future nor before it was made. What we
 * promised and kept or broke asks for the engagement that told the stakeholder: one that is logged already (`answeredInId`), one that is
 * logged now (`answer`), or `toldLater`, and then it awaits feedback.
 *
 * @throws Conflict `commitment_closed` when it is closed already.
 */
export const closeCommitment = defineCommand({
  name: 'closeCommitment',
  scope: 'commitments:write',
  schema: rules.closeCommitmentInput,
  perform: async ({ db, actor, data, entered, now }) => {
    const { id, version, note, status, closedOn, answeredInId, answer: given, toldLater } = data;
    const before = await requireVisibleCommitment(db, actor, id);
    const named = { answeredInId, answer: given };
    const told = toldLater === true || answeredInId != null || given != null;
    const answered = await answeredBy(db, { ...before, status });
    const problems = [
      ...closingDayProblems(closedOn, answered.since, officeDay(now)),
      ...(asksForFeedback({ direction: before.direction, status }) && !told ? [askForFeedback()] : []),
    ];
    const answer = await takeAnswer({ db, actor, entered, now }, named, { answered, problems, check: () => requireOpen(before, version) });
    const closing = { status, closedOn, closingNote: note ?? null, answeredInId: answer?.id ?? null };
    const after = await db.commitment.update({ where: { id, version }, data: { ...closing, version: { increment: 1 } } });
    const logged = answer?.logged ?? null;
    return {
      type: 'Commitment',
      before,
      after: { ...after, answer: logged } satisfies AnsweredCommitment,
      also: happeningsOfEntry(logged),
    };
  },
});

/**
 * Says with which engagement the stakeholder was told how a closed commitment ended: one that is logged already, or one that is logged now.
 *
 * @throws Conflict `commitment_open` as long as it is open, and `commitment_answered` when the answer went back already.
 */
export const answerCommitment = defineCommand({
  name: 'answerCommitment',
  scope: 'commitments:write',
  schema: rules.answerCommitmentInput,
  perform: async ({ db, actor, data: { id, version, ...named }, entered, now }) => {
    const before = await requireVisibleCommitment(db, actor, id);
    const check = () => requireUnanswered(before, version);
    const answer = await takeAnswer({ db, actor, entered, now }, named, { answered: await answeredBy(db, before), problems: [], check });
    const after = await db.commitment.update({
      where: { id, version },
      data: { answeredInId: answer?.id ?? null, version: { increment: 1 } },
    });
    const logged = answer?.logged ?? null;
    return {
      type: 'Commitment',
      before,
      after: { ...after, answer: logged } satisfies AnsweredCommitment,
      also: happeningsOfEntry(logged),
    };
  },
});

/** What answering opinions answers: the answering engagement, and what was answered with it. */
export interface AnsweredOpinions {
  readonly id: string;
  readonly feedback: readonly Feedback[];
}

/**
 * Says with which engagement the answer to opinions went back: one that is logged already, or one that is logged now, with everybody whose
 * opinion it answers. An opinion is an engagement that the stakeholder began. It is answered by a later one in which one of them took part.
 *
 * @throws InvalidInput with every opinion that there is not, or that this engagement cannot answer.
 */
export const answerOpinions = defineCommand({
  name: 'answerOpinions',
  scope: 'engagements:write',
  schema: rules.answerOpinionsInput,
  perform: async ({ db, actor, data: { opinionIds, ...named }, entered, now }) => {
    const ids = [...new Set(opinionIds)];
    const found = await db.engagement.findMany({ where: { id: { in: ids }, AND: visibleEngagements(actor) }, include: withStakeholders });
    const opinionOf = new Map(found.map((opinion) => [opinion.id, opinion]));
    const problems = opinionIds.flatMap((id, index) => opinionProblems(opinionOf.get(id), ['opinionIds', index]));
    if (problems.length > 0) throw new InvalidInput(problems);
    const opinions = ids.flatMap((id) => opinionOf.get(id) ?? []);
    const answered: rules.Answered = {
      stakeholderIds: [...new Set(opinions.flatMap(({ stakeholders }) => stakeholders.map(({ stakeholderId }) => stakeholderId)))],
      subject: rules.subjectOfAnswer(opinions),
      confidentiality: rules.strictestOf(opinions.map(({ confidentiality }) => confidentiality)),
      // Each opinion has a time of its own, to which the answer is compared below.
      since: null,
    };
    const answer = await takeAnswer({ db, actor, entered, now }, named, { answered, problems: [] });
    const { id } = await requireAnswerTo(db, opinions, { id: answer?.id ?? '', opinionIds });
    const feedback = await db.feedback.createManyAndReturn({
      data: opinions.map((opinion) => ({ opinionId: opinion.id, answerId: id, ...entered })),
    });
    return {
      type: 'Engagement',
      before: null,
      after: { id, feedback } satisfies AnsweredOpinions,
      also: happeningsOfEntry(answer?.logged ?? null),
    };
  },
});

/** Takes back what was recorded by mistake: that an engagement answered an opinion. The two engagements stay; the audit keeps the link. */
export const withdrawFeedback = defineCommand({
  name: 'withdrawFeedback',
  scope: 'engagements:write',
  schema: rules.withdrawFeedbackInput,
  perform: async ({ db, actor, data: { id } }) => {
    const before = await db.feedback.findFirst({ where: { id, AND: visibleFeedback(actor) } });
    if (before === null) throw new NotFound('Feedback', id);
    await db.feedback.deleteMany({ where: { id } });
    return { type: 'Feedback', before, after: before };
  },
});

const withStakeholders = { stakeholders: { select: { stakeholderId: true } } } as const;
type Opinion = Engagement & { readonly stakeholders: readonly { readonly stakeholderId: string }[] };

interface Asked {
  readonly answered: rules.Answered;
  /** What else is wrong with the input. */
  readonly problems: readonly Problem[];
  /** Refuses what stands against it, once the input is right. */
  readonly check?: () => void;
}

/** The engagement with which the answer went back: found, or logged now; null when none is given. Every problem is told at once. */
async function takeAnswer(
  { db, actor, entered, now }: Scope,
  { answeredInId, answer }: { readonly answeredInId?: string | null | undefined; readonly answer?: rules.AnswerEntry | null | undefined },
  { answered, problems, check }: Asked,
): Promise<Answer | null> {
  const entry = answer == null ? null : rules.engagementOfAnswer(answer, answered, now);
  if (entry !== null) requireScope(actor, 'engagements:write');
  const ofEntry =
    entry === null
      ? []
      : [...(await entryProblems(db, entry, { actor, now })), ...rules.answeredTooEarly(entry.occurredAt, answered, ['occurredAt'])];
  const all = [
    ...problems,
    ...(answeredInId == null ? [] : await namedAnswerProblems(db, actor, { answeredInId, answered })),
    ...ofEntry.map((problem) => ({ ...problem, path: ['answer', ...problem.path] })),
  ];
  if (all.length > 0) throw new InvalidInput(all);
  check?.();
  if (entry === null) return answeredInId == null ? null : { id: answeredInId, logged: null };
  const logged = await enterEngagement(db, entry, { actor, entered, now });
  return { id: logged.id, logged };
}

async function namedAnswerProblems(
  db: Transaction,
  actor: Actor,
  { answeredInId: id, answered }: { readonly answeredInId: string; readonly answered: rules.Answered },
): Promise<Problem[]> {
  const answer = await db.engagement.findFirst({
    where: { id, AND: visibleEngagements(actor) },
    select: {
      occurredAt: true,
      stakeholders: { where: { stakeholderId: { in: [...answered.stakeholderIds] } }, select: { stakeholderId: true } },
    },
  });
  if (answer === null) return [unknownId(['answeredInId'], 'engagement')];
  if (answer.stakeholders.length > 0) return rules.answeredTooEarly(answer.occurredAt, answered, ['answeredInId']);
  const message = 'The stakeholder who is answered took no part in that engagement. Choose the one in which they were answered.';
  return [{ path: ['answeredInId'], code: 'other_stakeholder', message }];
}

function askForFeedback(): Problem {
  const message =
    'Tell the stakeholder: name the engagement with which you told them, log it here as `answer`, or say `toldLater`, and it awaits feedback.';
  return { path: ['answeredInId'], code: 'feedback_required', message };
}

function closingDayProblems(closedOn: Date, made: Date | null, today: Date): Problem[] {
  const path = ['closedOn'];
  if (closedOn > today) {
    return [{ path, code: 'in_the_future', message: 'This day has not come yet. Write the day on which it was closed.' }];
  }
  if (made === null || closedOn >= made) return [];
  const message = `It was made on ${made.toISOString().slice(0, 10)}. Write the day on which it was closed, not an earlier one.`;
  return [{ path, code: 'before_it_was_made', message }];
}

async function answeredBy(db: Transaction, commitment: Commitment): Promise<rules.Answered> {
  const { id, stakeholderId } = commitment;
  const { engagement, meeting } = await db.commitment.findUniqueOrThrow({ where: { id }, select: { engagement: true, meeting: true } });
  return {
    stakeholderIds: [stakeholderId],
    subject: rules.subjectOfClosing(commitment),
    confidentiality: engagement?.confidentiality ?? Confidentiality.INTERNAL,
    // The first day on which it can have been made. Of a meeting, perhaps only the month or the year is known.
    since: engagement === null ? (meeting?.heldDate ?? null) : officeDay(engagement.occurredAt),
  };
}

function requireUnanswered({ id, version, status, answeredInId }: Commitment, basedOn: number): void {
  if (version !== basedOn) throw new StaleVersion('Commitment', id, basedOn);
  if (status === CommitmentStatus.OPEN) {
    throw new Conflict('commitment_open', 'This commitment is open. Close it, and say with which engagement you told the stakeholder.');
  }
  if (answeredInId !== null) {
    throw new Conflict('commitment_answered', 'The stakeholder was told already how this commitment ended. Nothing is left to do.');
  }
}

function opinionProblems(opinion: Opinion | undefined, path: Problem['path']): Problem[] {
  if (opinion === undefined) return [unknownId(path, 'engagement')];
  if (opinion.direction === EngagementDirection.INBOUND) return [];
  const message = 'No opinion came to us in this engagement: it was not the stakeholder who began it. Choose one that came in.';
  return [{ path, code: 'not_an_opinion', message }];
}

/** The answer, when it comes after each of the opinions and reaches somebody of each. */
async function requireAnswerTo(
  db: Transaction,
  opinions: readonly Opinion[],
  { id, opinionIds }: { readonly id: string; readonly opinionIds: readonly string[] },
): Promise<Opinion> {
  const answer = await db.engagement.findUniqueOrThrow({ where: { id }, include: withStakeholders });
  const told = new Set(answer.stakeholders.map(({ stakeholderId }) => stakeholderId));
  const problems = opinions.flatMap((opinion): Problem[] => {
    const path = ['opinionIds', opinionIds.indexOf(opinion.id)];
    if (opinion.occurredAt > answer.occurredAt) {
      return [{ path, code: 'answered_before_heard', message: 'This opinion was heard after the answer. Choose a later engagement.' }];
    }
    if (opinion.stakeholders.some(({ stakeholderId }) => told.has(stakeholderId))) return [];
    const message = 'Nobody whose opinion this is took part in the answer. Choose the engagement in which they were answered.';
    return [{ path, code: 'other_stakeholder', message }];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
  return answer;
}
