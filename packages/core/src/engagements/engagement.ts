import { z } from 'zod';
import { promiseInput } from '../commitments/commitment.js';
import type { Problem } from '../errors.js';
import { ActorKind, Confidentiality, EngagementChannel, EngagementDirection } from '../generated/prisma/enums.js';
import { revisionInput, sourceInput } from '../input.js';
import { instant } from '../period.js';
import type { Reference } from '../references.js';
import { heardStanceInput } from '../stances/stance.js';
import { line, prose } from '../text.js';

/** What is told of an engagement, beside who took part. */
export const engagementFields = {
  occurredAt: instant(),
  channel: z.enum(EngagementChannel),
  direction: z.enum(EngagementDirection),
  subject: line(),
  summary: prose().nullish(),
  place: line().nullish(),
  confidentiality: z.enum(Confidentiality).optional(),
};

// Ids stand in small letters in the database. An id that comes twice is one; it is collapsed later, so that problems name the entry given.
const ids = z.array(z.uuid().toLowerCase()).max(200, { error: 'Name at most 200.' });
const atLeastOneStakeholder = ids.min(1, { error: 'Name at least one stakeholder who took part.' });
const topicNames = z.array(line(100)).max(50, { error: 'Name at most 50 topics.' });

export const logEngagementInput = z.object({
  ...engagementFields,
  stakeholderIds: atLeastOneStakeholder,
  /** The acting member of staff when left out. */
  staffIds: ids.optional(),
  /** Names; unknown ones become topics. */
  topics: topicNames.optional(),
  policyTaskIds: ids.optional(),
  /** What was promised in it. */
  commitments: z.array(promiseInput).max(50).optional(),
  /** Who took which stance in it. */
  stances: z.array(heardStanceInput).max(50).optional(),
  ...sourceInput,
});

/** An engagement that is to be logged. */
export type EngagementEntry = z.output<typeof logEngagementInput>;

export const correctEngagementInput = z.object({
  ...revisionInput,
  /** Why it is corrected. */
  reason: prose(1_000),
  occurredAt: engagementFields.occurredAt.optional(),
  channel: engagementFields.channel.optional(),
  direction: engagementFields.direction.optional(),
  subject: engagementFields.subject.optional(),
  summary: engagementFields.summary,
  place: engagementFields.place,
  confidentiality: engagementFields.confidentiality,
  /** A list that is given replaces the one there was. */
  stakeholderIds: atLeastOneStakeholder.optional(),
  staffIds: ids.optional(),
  topics: topicNames.optional(),
  policyTaskIds: ids.optional(),
});

/** Who took part in an engagement and what it touched, as an input names them. */
interface NamedLinks {
  readonly stakeholderIds?: readonly string[] | undefined;
  readonly staffIds?: readonly string[] | undefined;
  readonly policyTaskIds?: readonly string[] | undefined;
}

/** The ids that an engagement names, and where they stand in its input. */
export function linkReferences({ stakeholderIds = [], staffIds = [], policyTaskIds = [] }: NamedLinks): Reference[] {
  return [
    ...stakeholderIds.map((id, index): Reference => ({ to: 'Stakeholder', id, path: ['stakeholderIds', index] })),
    ...staffIds.map((id, index): Reference => ({ to: 'Staff', id, path: ['staffIds', index] })),
    ...policyTaskIds.map((id, index): Reference => ({ to: 'PolicyTask', id, path: ['policyTaskIds', index] })),
  ];
}

/** What is wrong when a member of staff names nobody of the staff: only a service may. */
export function staffProblems(staffIds: readonly string[] | undefined, actorKind: ActorKind): Problem[] {
  if (staffIds === undefined || staffIds.length > 0 || actorKind !== ActorKind.STAFF) return [];
  const message = 'Name at least one member of staff who took part, or leave this out if it was you.';
  return [{ path: ['staffIds'], code: 'too_small', message }];
}

const DAY = 24 * 60 * 60 * 1_000;

/** What is wrong with the time of an engagement: a plan is not an engagement. A day of grace is left for clocks and time zones. */
export function timeProblems(occurredAt: Date | undefined, now: Date): Problem[] {
  if (occurredAt === undefined || occurredAt.getTime() <= now.getTime() + DAY) return [];
  const message = 'An engagement is logged when it has taken place, and this lies more than a day ahead. Check the date.';
  return [{ path: ['occurredAt'], code: 'in_the_future', message }];
}
