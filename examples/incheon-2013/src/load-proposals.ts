import { idOf, once, type Entry } from './entry.js';
import type { AddresseeEntry, SubmittedEntry } from './plan-data.js';

/**
 * Enters what the bodies proposed in 2012 and what came of it, what they are to propose in 2013 as drafts, and the joint tasks. Each first
 * step says in which section the plan prints it, and in which words.
 */
export async function loadProposals(entry: Entry): Promise<void> {
  const entered = new Map<string, string>();
  for (const proposal of entry.plan.proposals.submitted) await loadSubmitted(entry, proposal, entered);
  await loadDrafts(entry);
  await loadJointTasks(entry);
}

/** Enters those to whom proposals are addressed. */
export async function loadAddressees(entry: Entry): Promise<void> {
  for (const addressee of entry.plan.proposals.addressees) await loadAddressee(entry, addressee);
}

async function loadAddressee(
  { staff, sources, organizations }: Entry,
  { name, english, category, printedAs, partOf }: AddresseeEntry,
): Promise<void> {
  const { id } = await staff.registerStakeholder(
    {
      kind: 'ORGANIZATION',
      name,
      categories: [category],
      parentId: partOf === undefined ? null : idOf(organizations, partOf),
      otherNames: [
        { kind: 'ENGLISH', name: english, sourceId: sources.translations },
        ...(printedAs ? [{ kind: 'ABBREVIATION', name: printedAs, sourceId: sources.plan } as const] : []),
      ],
      sourceId: sources.plan,
    },
    once('organization', name),
  );
  organizations.set(name, id);
}

async function loadSubmitted(entry: Entry, proposal: SubmittedEntry, entered: Map<string, string>): Promise<void> {
  const { section, printed, body, title, on, channel = null, to, agendaItem, reraises } = proposal;
  const { staff, sources, organizations } = entry;
  const fields = {
    bodyId: idOf(organizations, body),
    title,
    channel,
    addresseeIds: to.map((name) => idOf(organizations, name)),
    ...(agendaItem === undefined ? {} : await itemOf(entry, body, agendaItem)),
    status: 'SUBMITTED',
    on,
    reason: `${section}: ‘${printed}’`,
    sourceId: sources.plan,
  } as const;
  const key = once('proposal', body, title);
  const { id, version } = reraises
    ? await staff.reraiseProposal({ ...fields, reraisesId: idOf(entered, reraises) }, key)
    : await staff.recordProposal(fields, key);
  entered.set(title, id);
  if (proposal.decided) await loadDecision(entry, { id, version, title, decided: proposal.decided });
}

interface Decision {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly decided: NonNullable<SubmittedEntry['decided']>;
}

async function loadDecision({ staff, sources, organizations }: Entry, { id, version, title, decided }: Decision): Promise<void> {
  const { by, stance, on, text, outcome } = decided;
  const addresseeId = idOf(organizations, by);
  const sourceId = sources.plan;
  await staff.recordProposalReply({ proposalId: id, addresseeId, stance, on, text, sourceId }, once('reply', title, by));
  await staff.changeProposalStatus({ proposalId: id, version, status: stance, on, reason: text, sourceId }, once('proposal-status', title));
  const what = { ...outcome, text, decidedById: addresseeId, on, sourceId };
  await staff.recordProposalOutcome({ proposalId: id, ...what }, once('outcome', title));
}

async function loadDrafts(entry: Entry): Promise<void> {
  const { section, printed, body, on, agendaItems } = entry.plan.proposals.drafts;
  for (const title of agendaItems) {
    const place = { bodyId: idOf(entry.organizations, body), ...(await itemOf(entry, body, title)) };
    const step = { status: 'DRAFT', on, reason: `${section}: ‘${printed}’`, sourceId: entry.sources.plan } as const;
    await entry.staff.recordProposal({ ...place, title, ...step }, once('proposal', body, title));
  }
}

async function loadJointTasks(entry: Entry): Promise<void> {
  const { section, printed, body, from, partners, tasks } = entry.plan.proposals.jointTasks;
  const { staff, sources, organizations } = entry;
  const bodyId = idOf(organizations, body);
  const step = { status: 'MAINTAINED', on: from, reason: `${section}: ‘${printed}’`, sourceId: sources.plan } as const;
  for (const { number, title, agendaItem } of tasks) {
    const task = await staff.addPolicyTask(
      { number, title, origin: 'PENDING_ISSUE', bodyId, ...step },
      once('policy-task', 'joint', number),
    );
    const place = { bodyId, ...(await itemOf(entry, body, agendaItem)) };
    await staff.takeOnJointTask(
      {
        policyTaskId: task.id,
        ...place,
        from,
        partners: partners.map((name) => ({ partnerId: idOf(organizations, name) })),
        sourceId: sources.plan,
      },
      once('joint-task', number),
    );
  }
}

/** The meeting of a body on whose agenda there is an item of this title, and the item. */
async function itemOf({ staff, organizations }: Entry, body: string, title: string) {
  const { rows } = await staff.listMeetings({ filter: { bodyId: idOf(organizations, body) }, first: 100 });
  const agendas = await staff.agendasOfMeetings(rows.map(({ row }) => row.id));
  const item = agendas.flat().find((each) => each.title === title);
  if (item === undefined) throw new Error(`No meeting of ${body} in data/meetings.json has "${title}" on its agenda. Correct the title.`);
  return { meetingId: item.meetingId, agendaItemId: item.id };
}
