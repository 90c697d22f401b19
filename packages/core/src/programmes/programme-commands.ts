import { defineCommand } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { Conflict, InvalidInput, NotFound, StaleVersion } from '../errors.js';
import type { Prisma, Session } from '../generated/prisma/client.js';
import { SessionStatus } from '../generated/prisma/enums.js';
import { officeDay, periodColumns } from '../period.js';
import { unknownReferences } from '../references.js';
import * as rules from './programme.js';
import { refuseAttended } from './session-places.js';

const parts = { policyTasks: { orderBy: { policyTaskId: 'asc' } } } as const satisfies Prisma.ProgrammeInclude;

/** A programme with the policy tasks that it serves. */
export type ProgrammeWithTasks = Prisma.ProgrammeGetPayload<{ include: typeof parts }>;

/** A programme that was cancelled, and the sessions that were cancelled with it. */
export type CancelledProgramme = ProgrammeWithTasks & { readonly cancelledSessions: readonly Session[] };

/** Adds a programme. It may have no sessions, ever: then it is a task of the plan and nothing more. */
export const addProgramme = defineCommand({
  name: 'addProgramme',
  scope: 'programmes:write',
  schema: rules.addProgrammeInput,
  perform: async ({ db, data, entered }) => {
    const { from, until, policyTaskIds = [], sourceId: _entered, ...columns } = data;
    await refuseUnknown(db, data);
    const after = await db.programme.create({
      data: { ...columns, ...periodColumns({ from, until }), ...entered, policyTasks: { create: tasks(policyTaskIds) } },
      include: parts,
    });
    return { type: 'Programme', before: null, after };
  },
});

/** Changes the fields that are given; null clears one, and policy tasks that are given replace those there were. */
export const reviseProgramme = defineCommand({
  name: 'reviseProgramme',
  scope: 'programmes:write',
  schema: rules.reviseProgrammeInput,
  perform: async ({ db, data }) => {
    const { id, version, from, until, policyTaskIds, ...columns } = data;
    const before = await requireProgramme(db, id);
    await refuseUnknown(db, data);
    if (before.version !== version) throw new StaleVersion('Programme', id, version);
    const after = await db.programme.update({
      where: { id, version },
      data: {
        ...columns,
        ...periodColumns({ from, until }),
        ...(policyTaskIds && { policyTasks: { deleteMany: {}, create: tasks(policyTaskIds) } }),
        version: { increment: 1 },
      },
      include: parts,
    });
    return { type: 'Programme', before, after };
  },
});

/**
 * Cancels a programme, and with it the sessions that are still to come: who registered for them stays recorded.
 *
 * @throws Conflict `programme_cancelled` when it was cancelled before, `attendance_recorded` when somebody came to one of those sessions.
 */
export const cancelProgramme = defineCommand({
  name: 'cancelProgramme',
  scope: 'programmes:write',
  schema: rules.cancelProgrammeInput,
  perform: async ({ db, data: { id, version }, now }) => {
    const before = await requireProgramme(db, id);
    if (before.version !== version) throw new StaleVersion('Programme', id, version);
    if (before.cancelledOn !== null) throw new Conflict('programme_cancelled', 'The programme was cancelled already.');
    // The programme first: whoever plans a session of it waits for this row, or is waited for.
    const programme = await db.programme.update({
      where: { id, version },
      data: { cancelledOn: officeDay(now), version: { increment: 1 } },
      include: parts,
    });
    const cancelledSessions = await db.session.updateManyAndReturn({
      where: { programmeId: id, status: SessionStatus.PLANNED },
      data: { status: SessionStatus.CANCELLED, version: { increment: 1 } },
    });
    await refuseAttended(
      db,
      cancelledSessions.map((session) => session.id),
    );
    const after: CancelledProgramme = { ...programme, cancelledSessions };
    return { type: 'Programme', before, after };
  },
});

async function requireProgramme(db: Transaction, id: string): Promise<ProgrammeWithTasks> {
  const programme = await db.programme.findUnique({ where: { id }, include: parts });
  if (programme === null) throw new NotFound('Programme', id);
  return programme;
}

async function refuseUnknown(db: Transaction, input: Parameters<typeof rules.programmeReferences>[0]): Promise<void> {
  const problems = await unknownReferences(db, rules.programmeReferences(input));
  if (problems.length > 0) throw new InvalidInput(problems);
}

function tasks(policyTaskIds: readonly string[]): { policyTaskId: string }[] {
  return [...new Set(policyTaskIds)].map((policyTaskId) => ({ policyTaskId }));
}
