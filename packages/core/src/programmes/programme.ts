import { z } from 'zod';
import type { Programme } from '../generated/prisma/client.js';
import { EngagementChannel, ProgrammeKind } from '../generated/prisma/enums.js';
import { evenIfFieldsFail, revisionInput, sourceInput } from '../input.js';
import { periodInOrder, periodInput } from '../period.js';
import type { Reference } from '../references.js';
import { line, prose } from '../text.js';

const programmeFields = {
  name: line(),
  kind: z.enum(ProgrammeKind),
  field: line().nullish(),
  number: z.int().min(1, { error: 'Count programmes from 1.' }).max(32_767).nullish(),
  description: prose().nullish(),
  audience: line(500).nullish(),
  leadDepartmentId: z.uuid().nullish(),
  ...periodInput,
  /** The policy tasks that it serves. */
  policyTaskIds: z.array(z.uuid().toLowerCase()).max(200, { error: 'Name at most 200.' }).optional(),
};

export const addProgrammeInput = z.object({ ...programmeFields, ...sourceInput }).superRefine(periodInOrder, evenIfFieldsFail);

export const reviseProgrammeInput = z
  .object({ ...revisionInput, ...programmeFields, name: programmeFields.name.optional(), kind: programmeFields.kind.optional() })
  .superRefine(periodInOrder, evenIfFieldsFail);

export const cancelProgrammeInput = z.object(revisionInput);

/** The ids that a programme names, and where they stand in an input. */
export function programmeReferences(input: {
  readonly leadDepartmentId?: string | null | undefined;
  readonly policyTaskIds?: readonly string[] | undefined;
  readonly sourceId?: string | null | undefined;
}): Reference[] {
  return [
    { to: 'Department', id: input.leadDepartmentId, path: ['leadDepartmentId'] },
    ...(input.policyTaskIds ?? []).map((id, index): Reference => ({ to: 'PolicyTask', id, path: ['policyTaskIds', index] })),
    { to: 'Source', id: input.sourceId, path: ['sourceId'] },
  ];
}

/** Where a programme stands on a day: the dates say it. */
export const programmeStatuses = ['PLANNED', 'RUNNING', 'ENDED', 'CANCELLED'] as const;
export type ProgrammeStatus = (typeof programmeStatuses)[number];

/** Where a programme stands on a day. One of which the beginning is not known has begun. */
export function programmeStatus(
  { fromDate, untilDate, cancelledOn }: Pick<Programme, 'fromDate' | 'untilDate' | 'cancelledOn'>,
  day: Date,
): ProgrammeStatus {
  if (cancelledOn !== null && cancelledOn <= day) return 'CANCELLED';
  if (fromDate !== null && fromDate > day) return 'PLANNED';
  return untilDate !== null && untilDate <= day ? 'ENDED' : 'RUNNING';
}

/** The channel of an engagement in which an opinion was heard at a programme of the kind, unless another is named. */
export function channelOf(kind: ProgrammeKind): EngagementChannel {
  switch (kind) {
    case ProgrammeKind.FORUM:
      return EngagementChannel.FORUM;
    case ProgrammeKind.ROUNDTABLE:
      return EngagementChannel.ROUNDTABLE;
    case ProgrammeKind.BUS:
      return EngagementChannel.BUS;
    case ProgrammeKind.CAFE:
      return EngagementChannel.CAFE;
    case ProgrammeKind.ACADEMY:
    case ProgrammeKind.E_GOVERNANCE:
    case ProgrammeKind.CONTEST:
    case ProgrammeKind.CIVIC_GROUPS_DAY:
    case ProgrammeKind.OTHER:
      return EngagementChannel.OTHER;
  }
}
