import type { Entered } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { Conflict, InvalidInput, NotFound, StaleVersion } from '../errors.js';
import type { Prisma } from '../generated/prisma/client.js';
import { ProposalStatus } from '../generated/prisma/enums.js';
import { dateColumns, formatPartialDate, type PartialDate } from '../period.js';
import { canChange } from './proposal.js';

const withParts = {
  proposers: { orderBy: [{ isLead: 'desc' }, { stakeholderId: 'asc' }] },
  addressees: { orderBy: { stakeholderId: 'asc' } },
  policyTasks: { orderBy: { policyTaskId: 'asc' } },
  statusChanges: { orderBy: { sequence: 'asc' } },
} satisfies Prisma.ProposalInclude;

/** A proposal with who makes it, to whom, the policy tasks that it serves, and its status history, oldest step first. */
export type ProposalWithParts = Prisma.ProposalGetPayload<{ include: typeof withParts }>;

/** One step: what becomes of a proposal, from when on. */
interface ProposalStep {
  readonly status: ProposalStatus;
  readonly on: PartialDate;
  readonly reason?: string | null | undefined;
  readonly entered: Entered;
}

/** Enters a step of a proposal; what it is submitted with is the date that the proposal carries. */
export async function enterStep(
  db: Transaction,
  { id, sequence }: { readonly id: string; readonly sequence: number },
  { status, on, reason = null, entered }: ProposalStep,
): Promise<void> {
  await db.proposalStatusChange.create({
    data: { proposalId: id, sequence, status, changedDate: on.date, changedPrecision: on.precision, reason, ...entered },
  });
}

/** The columns that tell when a proposal was submitted, where a step submits it. */
export function proposedColumns({ status, on }: Pick<ProposalStep, 'status' | 'on'>) {
  return status === ProposalStatus.SUBMITTED ? dateColumns('proposed', on) : {};
}

/** Takes the next step of a proposal that {@link requireProposalToChange} gave, or throws StaleVersion, Conflict or InvalidInput. */
export async function takeStep(
  db: Transaction,
  proposal: ProposalWithParts,
  step: ProposalStep & { readonly version: number },
): Promise<ProposalWithParts> {
  const { id } = proposal;
  const last = lastStep(proposal);
  if (proposal.version !== step.version) throw new StaleVersion('Proposal', id, step.version);
  if (!canChange(last.status, step.status)) {
    throw new Conflict(
      'proposal_status_transition',
      `The proposal is ${last.status} and cannot become ${step.status} from there. What was decided is reopened as UNDER_REVIEW first; what was withdrawn is raised again.`,
    );
  }
  if (step.on.date < last.changedDate) {
    const date = formatPartialDate(last.changedDate, last.changedPrecision);
    throw InvalidInput.at(['on'], 'before_last_change', `The last step is dated ${date}. Give that date or a later one.`);
  }
  await db.proposal.update({ where: { id, version: step.version }, data: { ...proposedColumns(step), version: { increment: 1 } } });
  await enterStep(db, { id, sequence: last.sequence + 1 }, step);
  return requireProposal(db, id);
}

/** The last step of a proposal's history. Every proposal has a first one. */
export function lastStep({ id, statusChanges }: ProposalWithParts): ProposalWithParts['statusChanges'][number] {
  const last = statusChanges.at(-1);
  if (last === undefined) throw new Error(`Proposal ${id} has no status history.`);
  return last;
}

/** The proposal, and nobody else changes it until the transaction ends; or NotFound. */
export async function requireProposalToChange(db: Transaction, id: string): Promise<ProposalWithParts> {
  // The proposal and its parts are read by several statements: without the lock, a change that commits between them would be seen by half.
  await db.$queryRaw`SELECT "id" FROM "Proposal" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
  return requireProposal(db, id);
}

/** The proposal with its parts, or NotFound. */
export async function requireProposal(db: Transaction, id: string): Promise<ProposalWithParts> {
  const proposal = await db.proposal.findUnique({ where: { id }, include: withParts });
  if (proposal === null) throw new NotFound('Proposal', id);
  return proposal;
}
