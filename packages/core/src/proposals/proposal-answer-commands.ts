import type { Actor } from '../access/actor.js';
import { visibleEngagements } from '../access/engagement-visibility.js';
import { defineCommand } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { InvalidInput, type Problem } from '../errors.js';
import { officeDay } from '../period.js';
import { unknownId, unknownReferences } from '../references.js';
import { requireProposal, type ProposalWithParts } from './proposal-step.js';
import * as rules from './proposal.js';

/**
 * Records what an addressee answered, on a date that may be partial. Several replies may follow one another: the last one tells whether
 * the proposal still waits for that addressee. A reply is never changed: a later one corrects it.
 *
 * @throws Conflict `answered_after_submission` for a draft, or a date before the proposal was submitted.
 */
export const recordProposalReply = defineCommand({
  name: 'recordProposalReply',
  scope: 'proposals:write',
  schema: rules.recordProposalReplyInput,
  perform: async ({ db, actor, data, entered, now }) => {
    const { on, sourceId, ...columns } = data;
    const proposal = await requireProposal(db, data.proposalId);
    const problems = [
      ...rules.futureProblems(on, officeDay(now)),
      ...addresseeProblems(proposal, data.addresseeId),
      ...(await engagementProblems(db, actor, data.engagementId)),
      ...(await unknownReferences(db, [{ to: 'Source', id: sourceId, path: ['sourceId'] }])),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
    const after = await db.proposalReply.create({ data: { ...columns, repliedDate: on.date, repliedPrecision: on.precision, ...entered } });
    return { type: 'ProposalReply', before: null, after };
  },
});

/**
 * Records what came of a proposal: what changed, from which value to which, who decided it and when. Several outcomes may follow one
 * another, such as that of a committee and that of the plenary. An outcome is never changed: a later one corrects it.
 *
 * @throws Conflict `answered_after_submission` for a draft, or a date before the proposal was submitted.
 */
export const recordProposalOutcome = defineCommand({
  name: 'recordProposalOutcome',
  scope: 'proposals:write',
  schema: rules.recordProposalOutcomeInput,
  perform: async ({ db, data, entered, now }) => {
    const { on, sourceId, ...columns } = data;
    await requireProposal(db, data.proposalId);
    const problems = [
      ...rules.futureProblems(on, officeDay(now)),
      ...(await unknownReferences(db, [
        { to: 'Stakeholder', id: data.decidedById, path: ['decidedById'] },
        { to: 'Source', id: sourceId, path: ['sourceId'] },
      ])),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
    const after = await db.proposalOutcome.create({
      data: { ...columns, decidedDate: on.date, decidedPrecision: on.precision, ...entered },
    });
    return { type: 'ProposalOutcome', before: null, after };
  },
});

function addresseeProblems({ addressees }: ProposalWithParts, addresseeId: string): Problem[] {
  if (addressees.some(({ stakeholderId }) => stakeholderId === addresseeId)) return [];
  const message = 'The proposal was not addressed to them. Choose one of its addressees, or send it to them with addressProposal first.';
  return [{ path: ['addresseeId'], code: 'not_addressed', message }];
}

async function engagementProblems(db: Transaction, actor: Actor, id: string | null | undefined): Promise<Problem[]> {
  if (id == null) return [];
  const visible = await db.engagement.count({ where: { id, AND: visibleEngagements(actor) } });
  return visible === 0 ? [unknownId(['engagementId'], 'engagement')] : [];
}
