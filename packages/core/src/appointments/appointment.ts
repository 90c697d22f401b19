import { z } from 'zod';
import { logEngagementInput } from '../engagements/engagement.js';
import type { Problem } from '../errors.js';
import type { Appointment } from '../generated/prisma/client.js';
import { AppointmentStatus } from '../generated/prisma/enums.js';
import { addProblem, evenIfFieldsFail, revisionInput, sourceInput } from '../input.js';
import { instant } from '../period.js';
import { line } from '../text.js';

// What an appointment says of an engagement to come is said as of one that took place.
const { channel, subject, place, confidentiality, stakeholderIds, staffIds } = logEngagementInput.shape;

const endsAt = instant().nullish();

export const planAppointmentInput = z
  .object({
    startsAt: instant(),
    endsAt,
    channel,
    subject,
    place,
    confidentiality,
    stakeholderIds,
    /** The acting member of staff when left out. */
    staffIds,
    ...sourceInput,
  })
  .superRefine((span, context) => spanProblems(span).forEach((problem) => addProblem(context, problem)), evenIfFieldsFail);

export const reviseAppointmentInput = z.object({
  ...revisionInput,
  startsAt: instant().optional(),
  endsAt,
  channel: channel.optional(),
  subject: subject.optional(),
  place,
  confidentiality,
  /** A list that is given replaces the one there was. */
  stakeholderIds: stakeholderIds.optional(),
  staffIds,
});

export const cancelAppointmentInput = z.object({
  ...revisionInput,
  /** Why it does not take place. */
  reason: line(),
});

export const holdAppointmentInput = z
  .object({
    ...revisionInput,
    /** The engagement that came of it, where that is logged already. */
    engagementId: z.uuid().nullish(),
    /** What is different from the appointment, and what is told beside it. */
    ...logEngagementInput.partial().shape,
  })
  .superRefine(({ id: _id, version: _version, engagementId, ...told }, context) => {
    if (engagementId == null) return;
    for (const [field, value] of Object.entries(told)) {
      if (value === undefined) continue;
      const message = 'The engagement is logged already and tells this itself. Leave it out, or correct the engagement.';
      addProblem(context, { path: [field], code: 'not_allowed', message });
    }
  }, evenIfFieldsFail);

/** What is wrong with the end of an appointment: it lies after the beginning. */
export function spanProblems({ startsAt, endsAt: end }: { readonly startsAt?: unknown; readonly endsAt?: unknown }): Problem[] {
  if (!(startsAt instanceof Date) || !(end instanceof Date) || startsAt < end) return [];
  return [{ path: ['endsAt'], code: 'period_out_of_order', message: 'An appointment ends after it starts. Change one of the two.' }];
}

const DAY = 24 * 60 * 60 * 1_000;

/** What is wrong with the time of an appointment: what took place is not planned. A day of grace is left for clocks and time zones. */
export function planProblems(startsAt: Date | undefined, now: Date): Problem[] {
  if (startsAt === undefined || startsAt.getTime() >= now.getTime() - DAY) return [];
  const message = 'An appointment lies ahead, and this is more than a day ago. Check the date, or log the engagement that took place.';
  return [{ path: ['startsAt'], code: 'in_the_past', message }];
}

/** Why an appointment is not changed any more: the rule's name, and a sentence. Undefined while it is planned. */
export function closedRule({ status }: Pick<Appointment, 'status'>): { readonly rule: string; readonly message: string } | undefined {
  switch (status) {
    case AppointmentStatus.PLANNED:
      return undefined;
    case AppointmentStatus.HELD:
      return { rule: 'appointment_held', message: 'The appointment was held already. Correct the engagement that came of it.' };
    case AppointmentStatus.CANCELLED:
      return { rule: 'appointment_cancelled', message: 'The appointment was cancelled. Plan a new one, or log the engagement by itself.' };
  }
}
