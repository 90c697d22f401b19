import { idOf, once, type Entry } from './entry.js';

/**
 * Enters the meetings that were held in 2012 and those planned for 2013.
 *
 * Of those held the plan prints the year only. They are entered so: a term "until the next meeting" that began in June of that year is not
 * closed by a meeting of which nobody knows that it came later, and the plan still names the chair of June.
 */
export async function loadMeetings(entry: Entry): Promise<void> {
  const { plan, staff, sources, organizations } = entry;
  const sourceId = sources.plan;
  for (const { body, kind, year, number, agenda = [], summary } of plan.meetings.held) {
    const meeting = { bodyId: idOf(organizations, body), kind, held: year, summary, agenda: titled(agenda), sourceId };
    for (let count = 1; count <= number; count += 1) {
      await staff.recordHeldMeeting(meeting, once('meeting', body, year, kind, count));
    }
  }
  for (const { body, kind, ordinal, planned, place, agenda = [] } of plan.meetings.planned) {
    const meeting = { bodyId: idOf(organizations, body), kind, ordinal, planned, place, agenda: titled(agenda), sourceId };
    await staff.planMeeting(meeting, once('meeting', body, ordinal));
  }
}

function titled(agenda: readonly string[]) {
  return agenda.map((title) => ({ title }));
}
