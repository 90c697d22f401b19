import { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import type { Body } from '../generated/prisma/client.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { asOfDay, isoDay } from '../period.js';
import { chairGapsOfBodies, type ChairGapOfBody } from './chair-gap-queries.js';
import { committeeChecksOfEach } from './committee-check-queries.js';
import { committeeChecksInput, type CommitteeCheckKind } from './committee-check.js';
import { dormancyOfBodies } from './dormancy-queries.js';
import { dormantBodiesInput, type Dormancy } from './dormancy.js';
import { meetingCompliance } from './meeting-compliance-queries.js';
import type { MeetingYear } from './meeting-compliance.js';
import { watchedBodies } from './watched-bodies.js';

const bodyComplianceInput = z.object({
  ...committeeChecksInput.shape,
  bodyIds: z.array(z.uuid()).nullish(),
  /** For how many months nothing has happened in a body that sleeps. */
  months: dormantBodiesInput.shape.months,
});

/** How a body keeps its rules on a day: one row of an overview. */
export interface BodyCompliance {
  readonly body: Body;
  /** The meetings of the year in which the day lies. */
  readonly meetings: MeetingYear;
  /** The meetings of the year before. */
  readonly meetingsBefore: MeetingYear;
  readonly dormancy: Dormancy;
  readonly chairGaps: readonly ChairGapOfBody[];
  /** Checks that found a breach. */
  readonly violated: readonly CommitteeCheckKind[];
  /** Checks that found something at its limit, or missing. */
  readonly warned: readonly CommitteeCheckKind[];
}

/** How bodies keep their rules on a day, one row each: those that are named, or all that are not archived, by name. */
export async function bodyCompliance(context: Context, input: z.input<typeof bodyComplianceInput> = {}): Promise<BodyCompliance[]> {
  requireScope(context.actor, 'bodies:read');
  const given = parseInput(bodyComplianceInput, input);
  const day = asOfDay(context.now, given.asOf);
  const asOf = isoDay(day);
  const bodies = await watchedBodies(context.db, given.bodyIds, day);
  const bodyIds = bodies.map(({ id }) => id);
  const { maxCommitteesPerPerson, minAttendancePercent } = given;
  const attendanceFrom = given.attendanceFrom ? isoDay(given.attendanceFrom) : null;
  const limits = { maxCommitteesPerPerson, minAttendancePercent, attendanceFrom };
  const checks = await committeeChecksOfEach(context, { bodyIds, asOf, ...limits });
  const thisYear = day.getUTCFullYear();
  const years = await meetingCompliance(context, { bodyIds, asOf, from: thisYear - 1, to: thisYear });
  const dormancy = await dormancyOfBodies(context, bodies, { day, months: given.months });
  const gaps = groupBy(await chairGapsOfBodies(context, bodies, day), ({ body }) => body.id);
  return bodies.flatMap((body, index): BodyCompliance[] => {
    const [meetingsBefore, meetings] = years[index]?.years ?? [];
    const sleeps = dormancy[index];
    if (!meetingsBefore || !meetings || !sleeps) return [];
    const { body: _body, ...ofBody } = sleeps;
    const found = (verdict: string) => [
      ...new Set((checks[index]?.checks ?? []).filter((check) => check.verdict === verdict).map(({ kind }) => kind)),
    ];
    const chairs = gaps.get(body.id) ?? [];
    return [{ body, meetings, meetingsBefore, dormancy: ofBody, chairGaps: chairs, violated: found('VIOLATED'), warned: found('WARNING') }];
  });
}
