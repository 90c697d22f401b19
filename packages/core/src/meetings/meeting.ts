import { z } from 'zod';
import type { Problem } from '../errors.js';
import { AgendaDecision, AttendanceStatus, MeetingKind, MeetingStatus } from '../generated/prisma/enums.js';
import { addProblem, evenIfFieldsFail, revisionInput, sourceInput } from '../input.js';
import { partialDate, type PartialDate } from '../period.js';
import type { Reference } from '../references.js';
import { line, prose } from '../text.js';

const agendaItemFields = {
  title: line(300),
  proposerId: z.uuid().nullish(),
  policyTaskId: z.uuid().nullish(),
  decision: z.enum(AgendaDecision).nullish(),
  decisionText: prose().nullish(),
};

function decisionBeforeItsText(item: { decision?: unknown; decisionText?: unknown }, context: z.RefinementCtx): void {
  if (item.decisionText == null || item.decision != null) return;
  addProblem(context, { path: ['decision'], code: 'required', message: 'Say what was decided, beside the words of the decision.' });
}

/** A point on an agenda. Its place in the list is its place on the agenda. */
export const agendaItemInput = z.object(agendaItemFields).superRefine(decisionBeforeItsText, evenIfFieldsFail);

/** The same for an agenda that there may be already: an item that names its id stays that item. */
const revisedAgendaItemInput = z
  .object({ id: z.uuid().toLowerCase().optional(), ...agendaItemFields })
  .superRefine(decisionBeforeItsText, evenIfFieldsFail);

/** Whether a stakeholder came, or who came in their place. */
export const attendanceInput = z
  .object({ stakeholderId: z.uuid().toLowerCase(), status: z.enum(AttendanceStatus), proxyId: z.uuid().toLowerCase().nullish() })
  .superRefine(({ stakeholderId, status, proxyId }, context) => {
    const represented = status === AttendanceStatus.REPRESENTED;
    if (represented && proxyId == null) {
      addProblem(context, { path: ['proxyId'], code: 'required', message: 'Name who came in their place.' });
    }
    if (!represented && proxyId != null) {
      addProblem(context, { path: ['proxyId'], code: 'not_allowed', message: 'Only who is REPRESENTED has a proxy. Leave it out.' });
    }
    if (proxyId != null && proxyId === stakeholderId) {
      addProblem(context, {
        path: ['proxyId'],
        code: 'same_stakeholder',
        message: 'Nobody is their own proxy. Name who came in their place.',
      });
    }
  }, evenIfFieldsFail);

const agenda = z.array(agendaItemInput).max(200, { error: 'Give at most 200 items.' });
const attendances = z
  .array(attendanceInput)
  .max(1_000, { error: 'Give at most 1000 attendances.' })
  .superRefine((list, context) => refuseRepeated(list, 'stakeholderId', context), evenIfFieldsFail);

/** Every entry of a list that names the same id as an earlier one is a problem. */
function refuseRepeated<Field extends string>(
  list: readonly { readonly [F in Field]?: unknown }[],
  field: Field,
  context: z.RefinementCtx,
) {
  const seen = new Set<unknown>();
  for (const [index, entry] of list.entries()) {
    const id = entry?.[field];
    if (id !== undefined && seen.has(id)) {
      addProblem(context, {
        path: [index, field],
        code: 'duplicate',
        message: 'This id stands in the list already. Leave one of the two out.',
      });
    }
    seen.add(id);
  }
}

const ordinal = z.int().min(1, { error: 'Count meetings from 1.' }).max(32_767).nullish();

const meetingFields = {
  ordinal,
  kind: z.enum(MeetingKind),
  title: line().nullish(),
  hostId: z.uuid().nullish(),
  place: line().nullish(),
  planned: partialDate().nullish(),
};

export const planMeetingInput = z
  .object({ bodyId: z.uuid(), ...meetingFields, agenda: agenda.optional(), ...sourceInput })
  .superRefine((value, context) => {
    const items: unknown = value.agenda;
    if (Array.isArray(items)) decisionProblems(items, 'agenda').forEach((problem) => addProblem(context, problem));
  }, evenIfFieldsFail);

export const recordHeldMeetingInput = z.object({
  bodyId: z.uuid(),
  ...meetingFields,
  held: partialDate(),
  summary: prose().nullish(),
  agenda: agenda.optional(),
  attendances: attendances.optional(),
  ...sourceInput,
});

export const holdMeetingInput = z.object({
  ...revisionInput,
  held: partialDate(),
  place: meetingFields.place,
  hostId: meetingFields.hostId,
  summary: prose().nullish(),
  ordinal,
});

export const cancelMeetingInput = z.object(revisionInput);

export const reviseMeetingInput = z.object({
  ...revisionInput,
  ...meetingFields,
  kind: meetingFields.kind.optional(),
  /** Only of a meeting that was held. */
  held: partialDate().optional(),
  summary: prose().nullish(),
});

export const setAgendaInput = z.object({
  meetingId: z.uuid(),
  version: revisionInput.version,
  items: z
    .array(revisedAgendaItemInput)
    .max(200, { error: 'Give at most 200 items.' })
    .superRefine((list, context) => refuseRepeated(list, 'id', context), evenIfFieldsFail),
});

export const recordAttendanceInput = z.object({ meetingId: z.uuid(), version: revisionInput.version, attendances });

/** What is wrong with the date of a meeting that was held: its first day has not come yet. */
export function heldProblems(held: PartialDate | undefined, today: Date): Problem[] {
  if (held === undefined || held.date <= today) return [];
  return [
    {
      path: ['held'],
      code: 'in_the_future',
      message: 'This date has not come yet. Plan the meeting, and hold it when it has taken place.',
    },
  ];
}

/** What is wrong with the items of a meeting that was not held: nothing is decided yet. */
export function decisionProblems(items: readonly { readonly decision?: unknown }[], field: string): Problem[] {
  const message = 'The meeting has not been held, so nothing is decided. Hold it first, or leave the decision out.';
  return items.flatMap((item, index) => (item?.decision == null ? [] : [{ path: [field, index, 'decision'], code: 'not_held', message }]));
}

/** The ids that a meeting itself names, and where they stand in an input. */
export function meetingReferences(input: {
  readonly bodyId?: string;
  readonly hostId?: string | null | undefined;
  readonly sourceId?: string | null | undefined;
}): Reference[] {
  return [
    { to: 'Body', id: input.bodyId, path: ['bodyId'] },
    { to: 'Stakeholder', id: input.hostId, path: ['hostId'] },
    { to: 'Source', id: input.sourceId, path: ['sourceId'] },
  ];
}

/** The ids that the items of an agenda name. */
export function agendaReferences(items: readonly z.output<typeof agendaItemInput>[] = [], field = 'agenda'): Reference[] {
  return items.flatMap(({ proposerId, policyTaskId }, index): Reference[] => [
    { to: 'Stakeholder', id: proposerId, path: [field, index, 'proposerId'] },
    { to: 'PolicyTask', id: policyTaskId, path: [field, index, 'policyTaskId'] },
  ]);
}

/** The ids that attendances name. */
export function attendanceReferences(list: readonly z.output<typeof attendanceInput>[] = []): Reference[] {
  return list.flatMap(({ stakeholderId, proxyId }, index): Reference[] => [
    { to: 'Stakeholder', id: stakeholderId, path: ['attendances', index, 'stakeholderId'] },
    { to: 'Stakeholder', id: proxyId, path: ['attendances', index, 'proxyId'] },
  ]);
}

/** Why an operation that needs another status is refused: the rule's name, and a sentence. */
export function wrongStatus(status: MeetingStatus): { readonly rule: string; readonly message: string } {
  switch (status) {
    case MeetingStatus.PLANNED:
      return { rule: 'meeting_not_held', message: 'The meeting has not been held. Hold it first.' };
    case MeetingStatus.HELD:
      return { rule: 'meeting_held', message: 'The meeting was held already. Revise it instead.' };
    case MeetingStatus.CANCELLED:
      return { rule: 'meeting_cancelled', message: 'The meeting was cancelled. Plan a new one, or record the one that was held instead.' };
  }
}
