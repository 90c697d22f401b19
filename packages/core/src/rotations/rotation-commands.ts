import { requireBody } from '../bodies/body-commands.js';
import { defineCommand } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { InvalidInput } from '../errors.js';
import type { Rotation, RotationTurn } from '../generated/prisma/client.js';
import { lockBody } from '../memberships/term-ends.js';
import { contains, dateColumns, periodColumns, type PartialDate } from '../period.js';
import { unknownReferences } from '../references.js';
import { setRotationInput } from './rotation.js';

const inOrder = { turns: { orderBy: { position: 'asc' } } } as const;

/** An order of rotation with its turns. */
export type RotationWithTurns = Rotation & { readonly turns: readonly RotationTurn[] };

/** Says in which order the members of a body take the chair from a day on. The order that ran until then ends there and is kept. */
export const setRotation = defineCommand({
  name: 'setRotation',
  scope: 'bodies:write',
  schema: setRotationInput,
  perform: async ({ db, data: { bodyId, memberIds, from, until }, entered }) => {
    await requireBody(db, bodyId);
    const references = memberIds.map((id, index) => ({ to: 'Stakeholder', id, path: ['memberIds', index] }) as const);
    const problems = await unknownReferences(db, references);
    if (problems.length > 0) throw new InvalidInput(problems);
    await lockBody(db, bodyId);
    const rotations = await db.rotation.findMany({ where: { bodyId }, include: inOrder });
    const before = rotations.find((rotation) => (from ? contains(rotation, from.date) : rotation.untilDate === null)) ?? null;
    if (before) await endRotation(db, before, from);
    const turns = { create: memberIds.map((memberId, index) => ({ memberId, position: index + 1 })) };
    const after: RotationWithTurns = await db.rotation.create({
      data: { bodyId, ...periodColumns({ from, until }), ...entered, turns },
      include: inOrder,
    });
    return { type: 'Rotation', before, after };
  },
});

async function endRotation(db: Transaction, running: Rotation, from: PartialDate | null | undefined): Promise<void> {
  if (!from) throw InvalidInput.at(['from'], 'required', 'An order runs already. Say from when the new one holds.');
  if (running.fromDate !== null && running.fromDate >= from.date) {
    throw InvalidInput.at(['from'], 'not_after_predecessor', 'The present order began on this day. Choose a later day.');
  }
  await db.rotation.update({ where: { id: running.id }, data: { ...dateColumns('until', from), version: { increment: 1 } } });
}
