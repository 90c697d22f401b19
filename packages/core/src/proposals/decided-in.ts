import { z } from 'zod';
import type { Transaction } from '../database/open-database.js';
import type { Problem } from '../errors.js';
import { addProblem } from '../input.js';
import { unknownId, unknownReferences } from '../references.js';

/** The body, its meeting and the point on the agenda in which something was decided, or is to be. */
export const decidedInInput = {
  bodyId: z.uuid().toLowerCase().nullish(),
  meetingId: z.uuid().toLowerCase().nullish(),
  agendaItemId: z.uuid().toLowerCase().nullish(),
};

/** The same, as it is named and as records have it. */
export interface DecidedIn {
  readonly bodyId?: string | null | undefined;
  readonly meetingId?: string | null | undefined;
  readonly agendaItemId?: string | null | undefined;
}

/** A refinement of what is entered: an agenda item is named together with its meeting. */
export function itemWithItsMeeting({ meetingId, agendaItemId }: DecidedIn, context: z.RefinementCtx): void {
  if (agendaItemId == null || meetingId != null) return;
  addProblem(context, { path: ['meetingId'], code: 'required', message: 'Name the meeting on whose agenda the item stands.' });
}

/** What is wrong with it: ids that name nothing, a meeting of another body, an item of another meeting. */
export async function decidedInProblems(db: Transaction, { bodyId, meetingId, agendaItemId }: DecidedIn): Promise<Problem[]> {
  const problems = await unknownReferences(db, [{ to: 'Body', id: bodyId, path: ['bodyId'] }]);
  if (meetingId != null) {
    const meeting = await db.meeting.findUnique({ where: { id: meetingId } });
    if (meeting === null) problems.push(unknownId(['meetingId'], 'meeting'));
    else if (bodyId != null && meeting.bodyId !== bodyId) {
      const message = 'The meeting is one of another body. Choose a meeting of this body, or leave the body out.';
      problems.push({ path: ['meetingId'], code: 'meeting_of_body', message });
    }
  }
  if (agendaItemId != null) {
    const item = await db.agendaItem.findUnique({ where: { id: agendaItemId } });
    if (item === null) problems.push(unknownId(['agendaItemId'], 'agenda item'));
    else if (item.meetingId !== meetingId) {
      const message = 'The item stands on the agenda of another meeting. Choose an item of this one.';
      problems.push({ path: ['agendaItemId'], code: 'item_of_meeting', message });
    }
  }
  return problems;
}
