import { defineCommand, type Entered } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { Conflict, InvalidInput, StaleVersion, type Problem } from '../errors.js';
import type { EngagementChannel } from '../generated/prisma/client.js';
import { ProposalStatus } from '../generated/prisma/enums.js';
import { dateColumns, officeDay, type PartialDate } from '../period.js';
import { unknownReferences, type Reference } from '../references.js';
import { decidedInProblems, type DecidedIn } from './decided-in.js';
import {
  enterStep,
  lastStep,
  proposedColumns,
  requireProposal,
  requireProposalToChange,
  takeStep,
  type ProposalWithParts,
} from './proposal-step.js';
import * as rules from './proposal.js';

/**
 * Records a proposal, as a draft or as what was submitted on a date that may be partial, with who makes it, to whom, where it was decided
 * and the policy tasks that it serves.
 */
export const recordProposal = defineCommand({
  name: 'recordProposal',
  scope: 'proposals:write',
  schema: rules.recordProposalInput,
  perform: async ({ db, data: { sourceId, ...data }, entered, now }) => {
    await refuse(rules.futureProblems(data.on, officeDay(now)), await placeProblems(db, data), await listProblems(db, data, sourceId));
    const after = await enterProposal(db, data, entered);
    return { type: 'Proposal', before: null, after };
  },
});

/**
 * Raises a proposal again: another one in its chain, with the same words, proposers, addressees and policy tasks unless others are given.
 * The body is the same too, unless it is given; the meeting and its agenda item are this raising's own.
 */
export const reraiseProposal = defineCommand({
  name: 'reraiseProposal',
  scope: 'proposals:write',
  schema: rules.reraiseProposalInput,
  perform: async ({ db, data: { sourceId, ...data }, entered, now }) => {
    const earlier = await requireProposal(db, data.reraisesId);
    const raised = { ...wordingOf(earlier), ...given(data) };
    const problems = await listProblems(db, data, sourceId);
    await refuse(rules.futureProblems(data.on, officeDay(now)), rules.proposerProblems(raised), await placeProblems(db, raised), problems);
    const after = await enterProposal(db, raised, entered);
    return { type: 'Proposal', before: null, after };
  },
});

/**
 * Changes the fields that are given; null clears one, a list replaces the one there was. What was submitted keeps its words, its maker and
 * its addressees; where it was decided, how it was put forward, what it raises again and its policy tasks may still be put right.
 *
 * @throws Conflict `proposal_submitted` when it is no draft and the input changes what is fixed.
 */
export const reviseProposal = defineCommand({
  name: 'reviseProposal',
  scope: 'proposals:write',
  schema: rules.reviseProposalInput,
  perform: async ({ db, data }) => {
    const { id, version, proposers, addresseeIds, policyTaskIds, ...columns } = data;
    const before = await requireProposalToChange(db, id);
    const place = { ...placeOf(before), ...given(placeOf(columns)) };
    await refuse(
      rules.proposerProblems({ bodyId: place.bodyId, proposers: proposers ?? before.proposers }),
      await placeProblems(db, { ...place, reraisesId: columns.reraisesId }),
      await listProblems(db, data),
    );
    if (before.version !== version) throw new StaleVersion('Proposal', id, version);
    if (lastStep(before).status !== ProposalStatus.DRAFT) refuseFixed(rules.fixedFields(data));
    await db.proposal.update({ where: { id, version }, data: { ...columns, version: { increment: 1 } } });
    await replaceLists(db, id, { proposers, addresseeIds, policyTaskIds });
    return { type: 'Proposal', before, after: await requireProposal(db, id) };
  },
});

/**
 * Takes a step in the status history. A draft is submitted or withdrawn; what was decided may be reopened as UNDER_REVIEW; what was
 * withdrawn is final. The step is not dated before the last one.
 */
export const changeProposalStatus = defineCommand({
  name: 'changeProposalStatus',
  scope: 'proposals:write',
  schema: rules.changeProposalStatusInput,
  perform: async ({ db, data: { proposalId, sourceId, ...step }, entered, now }) => {
    const before = await requireProposalToChange(db, proposalId);
    await refuse(rules.futureProblems(step.on, officeDay(now)), await listProblems(db, {}, sourceId));
    return { type: 'Proposal', before, after: await takeStep(db, before, { ...step, entered }) };
  },
});

/**
 * Sends what was submitted to one more addressee, on a day of its own: a ministry that it was passed on to.
 *
 * @throws Conflict `proposal_not_pending` when it is a draft, which is revised, or nobody considers it any more.
 */
export const addressProposal = defineCommand({
  name: 'addressProposal',
  scope: 'proposals:write',
  schema: rules.addressProposalInput,
  perform: async ({ db, data: { proposalId: id, version, addresseeId, on }, now }) => {
    const before = await requireProposalToChange(db, id);
    const unknown = await unknownReferences(db, [{ to: 'Stakeholder', id: addresseeId, path: ['addresseeId'] }]);
    await refuse(rules.futureProblems(on, officeDay(now)), unknown, rules.addressProblems(before, addresseeId, on));
    if (before.version !== version) throw new StaleVersion('Proposal', id, version);
    if (!isPending(lastStep(before).status)) {
      const message = 'Only what is SUBMITTED or UNDER_REVIEW is sent on. Revise a draft instead; reopen what was decided first.';
      throw new Conflict('proposal_not_pending', message);
    }
    await db.proposal.update({ where: { id, version }, data: { version: { increment: 1 } } });
    await db.proposalAddressee.create({ data: { proposalId: id, stakeholderId: addresseeId, ...dateColumns('addressed', on) } });
    return { type: 'Proposal', before, after: await requireProposal(db, id) };
  },
});

/** What a proposal is entered with, its references known. */
interface NewProposal extends Lists {
  readonly title: string;
  readonly text?: string | null | undefined;
  readonly expectedEffect?: string | null | undefined;
  readonly bodyId?: string | null | undefined;
  readonly channel?: EngagementChannel | null | undefined;
  readonly meetingId?: string | null | undefined;
  readonly agendaItemId?: string | null | undefined;
  readonly reraisesId?: string | undefined;
  readonly status: ProposalStatus;
  readonly on: PartialDate;
  readonly reason?: string | null | undefined;
}

interface Lists {
  readonly proposers?: readonly { readonly stakeholderId: string; readonly isLead?: boolean | undefined }[] | undefined;
  readonly addresseeIds?: readonly string[] | undefined;
  readonly policyTaskIds?: readonly string[] | undefined;
}

async function enterProposal(db: Transaction, proposal: NewProposal, entered: Entered): Promise<ProposalWithParts> {
  const { status, on, reason, proposers, addresseeIds, policyTaskIds, ...columns } = proposal;
  const { id } = await db.proposal.create({ data: { ...given(columns), ...proposedColumns({ status, on }), ...entered } });
  await replaceLists(db, id, { proposers, addresseeIds, policyTaskIds });
  await enterStep(db, { id, sequence: 1 }, { status, on, reason, entered });
  return requireProposal(db, id);
}

async function replaceLists(db: Transaction, proposalId: string, { proposers, addresseeIds, policyTaskIds }: Lists): Promise<void> {
  if (proposers) {
    await db.proposalProposer.deleteMany({ where: { proposalId } });
    await db.proposalProposer.createMany({
      data: proposers.map(({ stakeholderId, isLead = false }) => ({ proposalId, stakeholderId, isLead })),
    });
  }
  if (addresseeIds) {
    await db.proposalAddressee.deleteMany({ where: { proposalId } });
    await db.proposalAddressee.createMany({ data: addresseeIds.map((stakeholderId) => ({ proposalId, stakeholderId })) });
  }
  if (policyTaskIds) {
    await db.proposalPolicyTask.deleteMany({ where: { proposalId } });
    await db.proposalPolicyTask.createMany({ data: policyTaskIds.map((policyTaskId) => ({ proposalId, policyTaskId })) });
  }
}

/** What a raising takes over from the proposal that it raises again. */
function wordingOf({ title, text, expectedEffect, bodyId, proposers, addressees, policyTasks }: ProposalWithParts) {
  return {
    title,
    text,
    expectedEffect,
    bodyId,
    proposers: proposers.map(({ stakeholderId, isLead }) => ({ stakeholderId, isLead })),
    addresseeIds: addressees.map(({ stakeholderId }) => stakeholderId),
    policyTaskIds: policyTasks.map(({ policyTaskId }) => policyTaskId),
  };
}

/** The properties that are there: with undefined among them, spreading would overwrite what they are spread over. */
function given<Fields extends object>(fields: Fields): { [Key in keyof Fields]: Exclude<Fields[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]: Exclude<Fields[Key], undefined>;
  };
}

function placeOf({ bodyId, meetingId, agendaItemId }: DecidedIn): DecidedIn {
  return { bodyId, meetingId, agendaItemId };
}

async function placeProblems(db: Transaction, { reraisesId, ...place }: DecidedIn & { readonly reraisesId?: string | null | undefined }) {
  const earlier: Reference = { to: 'Proposal', id: reraisesId, path: ['reraisesId'] };
  return [...(await decidedInProblems(db, placeOf(place))), ...(await unknownReferences(db, [earlier]))];
}

function listProblems(db: Transaction, lists: Lists, sourceId?: string | null): Promise<Problem[]> {
  return unknownReferences(db, [...rules.listReferences(lists), { to: 'Source', id: sourceId, path: ['sourceId'] }]);
}

function isPending(status: ProposalStatus): boolean {
  return status === ProposalStatus.SUBMITTED || status === ProposalStatus.UNDER_REVIEW;
}

function refuseFixed(fields: readonly string[]): void {
  if (fields.length === 0) return;
  const message = `What was submitted keeps its words, its maker and its addressees: leave out ${fields.join(', ')}. Send it on with addressProposal, or raise it again in other words.`;
  throw new Conflict('proposal_submitted', message);
}

async function refuse(...problems: readonly (readonly Problem[])[]): Promise<void> {
  const all = problems.flat();
  if (all.length > 0) throw new InvalidInput(all);
}
