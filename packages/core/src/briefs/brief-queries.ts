import type { z } from 'zod';
import { commitmentOn, isOverdue } from '../commitments/commitment.js';
import type { Context } from '../context.js';
import type { Commitment, Membership, Stakeholder } from '../generated/prisma/client.js';
import { parseInput } from '../input.js';
import { asOfDay, formatPartialDate } from '../period.js';
import { findStakeholder } from '../stakeholders/stakeholder-queries.js';
import { markdownOf } from './brief-markdown.js';
import { loadBriefNames, loadBriefRows, type BriefNames, type BriefRows } from './brief-rows.js';
import { briefInput, type Brief, type BriefCollision, type BriefMembership, type BriefPromise } from './brief.js';
import { shownResult } from '../personal-data/personal-data.js';

/**
 * 면담 자료: what is to know of a stakeholder before a meeting, as of a day (today in Korea, when it is left out): a commitment that was closed
 * later is open. Null when there is no such stakeholder.
 *
 * @example
 * ```ts
 * const page = await pcrm.as(actor).brief({ stakeholderId });
 * ```
 */
export async function brief(context: Context, input: z.input<typeof briefInput>): Promise<Brief | null> {
  const { stakeholderId, asOf, withinDays } = parseInput(briefInput, input);
  const stakeholder = await findStakeholder(context, stakeholderId);
  if (stakeholder === null) return null;
  const day = asOfDay(context.now, asOf);
  const rows = await shownResult(context, await loadBriefRows(context, { stakeholder, day, withinDays }));
  const names = await loadBriefNames(context, rows, day);
  return inWords(rows, names, { stakeholder: await shownResult(context, stakeholder), day });
}

/** The same as a page of Markdown in Korean, to be printed. */
export async function briefMarkdown(context: Context, input: z.input<typeof briefInput>): Promise<string | null> {
  const page = await brief(context, input);
  return page && markdownOf(page);
}

interface About {
  readonly stakeholder: Stakeholder;
  readonly day: Date;
}

function inWords(rows: BriefRows, names: BriefNames, { stakeholder, day }: About): Brief {
  const { id, kind, name, categories, region, note } = stakeholder;
  const [assessment = null] = rows.assessments;
  const promise = (commitment: Commitment) => promiseInWords(commitment, names, day);
  return {
    stakeholder: { id, kind, name, categories, region, note },
    day,
    otherNames: rows.otherNames.map((other) => other.name),
    contactPoints: rows.contactPoints.map((point) => ({ kind: point.kind, value: point.value, label: point.label })),
    assessment: assessment && {
      influence: assessment.influence,
      interest: assessment.interest,
      assessedOn: assessment.assessedOn,
      rationale: assessment.rationale,
    },
    managers: rows.managers.map(({ managerId, departmentId }) => ({
      name: names.of(managerId),
      department: names.of(departmentId),
    })),
    memberships: rows.memberships?.map((membership) => membershipInWords(membership, names, names.of(membership.organizationId))) ?? null,
    members:
      rows.members?.map((membership) =>
        membershipInWords(membership, names, names.of(membership.memberId) ?? names.person(membership.id)),
      ) ?? null,
    contacts:
      rows.contacts?.map((contact) => ({
        at: contact.occurredAt,
        ...pick(contact),
        summary: contact.summary,
        ...byWhom(contact, names),
      })) ?? null,
    ourPromises: rows.ourPromises?.map(promise) ?? null,
    theirPromises: rows.theirPromises?.map(promise) ?? null,
    ...standingInWords(rows, names),
    ...proposalsInWords(rows),
    sessions: sessionsInWords(rows, names),
    appointments:
      rows.appointments?.map((contact) => ({ at: contact.startsAt, ...pick(contact), summary: null, ...byWhom(contact, names) })) ?? null,
    meetings:
      rows.meetings?.map(({ bodyId, kind: meetingKind, ordinal, title, place, plannedDate, plannedPrecision }) => ({
        body: names.of(bodyId) ?? '',
        kind: meetingKind,
        ordinal,
        title,
        place,
        planned: formatPartialDate(plannedDate, plannedPrecision),
      })) ?? null,
    collisions: rows.collisions?.map((collision) => collisionInWords(collision, names)) ?? null,
    paths:
      rows.paths?.map(({ steps, warmth }) => ({
        names: steps.flatMap(({ from, to }, index) => (index === 0 ? [from, to] : [to])).map((node) => names.of(node.id) ?? ''),
        warmth,
      })) ?? null,
  };
}

type Contact = Pick<NonNullable<BriefRows['contacts']>[number], 'id' | 'channel' | 'subject' | 'place' | 'enteredForId'>;

function pick({ channel, subject, place }: Contact) {
  return { channel, subject, place };
}

function byWhom({ id, enteredForId }: Contact, names: BriefNames) {
  return { department: names.of(enteredForId), staff: names.staff(id) };
}

function membershipInWords(membership: Membership, names: BriefNames, name: string | null): BriefMembership {
  const { role, label, basis, postId, exOfficioPostId, onBehalfOfId, fromDate, fromPrecision, untilDate, untilPrecision } = membership;
  return {
    name,
    role,
    title: names.of(postId) ?? label ?? names.of(exOfficioPostId),
    basis,
    onBehalfOf: names.of(onBehalfOfId),
    from: formatPartialDate(fromDate, fromPrecision),
    until: formatPartialDate(untilDate, untilPrecision),
  };
}

function promiseInWords(commitment: Commitment, names: BriefNames, day: Date): BriefPromise {
  const { text, dueDate, duePrecision, status, closedOn, ownerId, ownerDepartmentId } = commitmentOn(commitment, day);
  return {
    text,
    due: formatPartialDate(dueDate, duePrecision),
    status,
    isOverdue: isOverdue(commitment, day),
    closedOn,
    owner: { name: names.of(ownerId), department: names.of(ownerDepartmentId) },
  };
}

function standingInWords(rows: BriefRows, names: BriefNames): Pick<Brief, 'stances'> {
  const stances = rows.stances?.flatMap(
    ({ policyTaskId, proposalId, position, heldFromDate, heldFromPrecision, confidence, quotation }) => ({
      about: names.of(policyTaskId ?? proposalId) ?? '',
      position,
      heldFrom: formatPartialDate(heldFromDate, heldFromPrecision) ?? '',
      confidence,
      quotation,
    }),
  );
  return { stances: stances ?? null };
}

function proposalsInWords({ proposalsToThem, proposalsByThem }: BriefRows): Pick<Brief, 'proposalsToThem' | 'proposalsByThem'> {
  const inWordsOf = (proposals: typeof proposalsToThem) =>
    proposals?.map(({ title, status, proposedDate, proposedPrecision }) => ({
      title,
      status,
      proposed: formatPartialDate(proposedDate, proposedPrecision),
    })) ?? null;
  return { proposalsToThem: inWordsOf(proposalsToThem), proposalsByThem: inWordsOf(proposalsByThem) };
}

function sessionsInWords({ sessions }: BriefRows, names: BriefNames): Brief['sessions'] {
  const told = sessions?.map(({ programmeId, ordinal, title, place, plannedDate, plannedPrecision }) => ({
    programme: names.of(programmeId) ?? '',
    ordinal,
    title,
    place,
    planned: formatPartialDate(plannedDate, plannedPrecision),
  }));
  return told ?? null;
}

function collisionInWords(collision: NonNullable<BriefRows['collisions']>[number], names: BriefNames): BriefCollision {
  const { kind, record, day, daysApart, throughIds, stakeholderIds } = collision;
  return {
    day,
    daysApart,
    department: names.of(record.enteredForId),
    channel: kind === 'MEETING' ? null : record.channel,
    subject: kind === 'MEETING' ? record.title : record.subject,
    staff: names.staff(record.id),
    through: stakeholderIds.length > 0 ? [] : throughIds.map((id) => names.of(id) ?? ''),
  };
}
