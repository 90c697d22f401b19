import { defineCommand } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { Conflict, InvalidInput, NotFound, StaleVersion, type Problem } from '../errors.js';
import type { Prisma } from '../generated/prisma/client.js';
import { unknownReferences } from '../references.js';
import { decidedInProblems } from './decided-in.js';
import * as rules from './joint-task.js';

const withPartners = { partners: { orderBy: [{ role: 'asc' }, { partnerId: 'asc' }] } } satisfies Prisma.JointTaskInclude;

/** A joint task with its partners, those who lead first. */
export type JointTaskWithPartners = Prisma.JointTaskGetPayload<{ include: typeof withPartners }>;

/**
 * Takes on a policy task together with other organizations, from a date on, in the meeting and under the agenda item that decided it.
 *
 * @throws Conflict `JointTask_one_at_a_time` when it is a joint task of that body in the period already, `must_be_organization` for a
 * partner that is a person.
 */
export const takeOnJointTask = defineCommand({
  name: 'takeOnJointTask',
  scope: 'proposals:write',
  schema: rules.takeOnJointTaskInput,
  perform: async ({ db, data, entered }) => {
    const { from, partners, sourceId, ...columns } = data;
    const problems = [
      ...(await decidedInProblems(db, columns)),
      ...(await unknownReferences(db, [
        { to: 'PolicyTask', id: columns.policyTaskId, path: ['policyTaskId'] },
        ...rules.partnerReferences(partners),
        { to: 'Source', id: sourceId, path: ['sourceId'] },
      ])),
    ];
    refuse(problems);
    const after = await db.jointTask.create({
      data: { ...columns, fromDate: from.date, fromPrecision: from.precision, ...entered, partners: { create: partners } },
      include: withPartners,
    });
    return { type: 'JointTask', before: null, after };
  },
});

/** Changes the fields that are given; null clears one, the partners replace those there were. */
export const reviseJointTask = defineCommand({
  name: 'reviseJointTask',
  scope: 'proposals:write',
  schema: rules.reviseJointTaskInput,
  perform: async ({ db, data }) => {
    const { id, version, from, partners, ...columns } = data;
    const before = await requireJointTask(db, id);
    const { bodyId = before.bodyId, meetingId = before.meetingId, agendaItemId = before.agendaItemId } = columns;
    const problems = await decidedInProblems(db, { bodyId, meetingId, agendaItemId });
    refuse([...problems, ...(await unknownReferences(db, rules.partnerReferences(partners)))]);
    if (before.version !== version) throw new StaleVersion('JointTask', id, version);
    const begun = from && { fromDate: from.date, fromPrecision: from.precision };
    await db.jointTask.update({ where: { id, version }, data: { ...columns, ...begun, version: { increment: 1 } } });
    if (partners) {
      await db.jointTaskPartner.deleteMany({ where: { jointTaskId: id } });
      await db.jointTaskPartner.createMany({ data: partners.map((partner) => ({ ...partner, jointTaskId: id })) });
    }
    return { type: 'JointTask', before, after: await requireJointTask(db, id) };
  },
});

/**
 * Ends a joint task: `until` is the first day on which it no longer is one.
 *
 * @throws Conflict `joint_task_ended` when it has ended already.
 */
export const endJointTask = defineCommand({
  name: 'endJointTask',
  scope: 'proposals:write',
  schema: rules.endJointTaskInput,
  perform: async ({ db, data: { id, version, until, reason } }) => {
    const before = await requireJointTask(db, id);
    if (until.date <= before.fromDate) {
      const message = 'The joint task must end after it begins: `until` is the first day on which it no longer is one.';
      throw InvalidInput.at(['until'], 'period_out_of_order', message);
    }
    if (before.version !== version) throw new StaleVersion('JointTask', id, version);
    if (before.untilDate !== null) {
      throw new Conflict('joint_task_ended', 'This joint task has ended. Take the policy task on anew for another period.');
    }
    const after = await db.jointTask.update({
      where: { id, version },
      data: { untilDate: until.date, untilPrecision: until.precision, endReason: reason, version: { increment: 1 } },
      include: withPartners,
    });
    return { type: 'JointTask', before, after };
  },
});

async function requireJointTask(db: Transaction, id: string): Promise<JointTaskWithPartners> {
  const task = await db.jointTask.findUnique({ where: { id }, include: withPartners });
  if (task === null) throw new NotFound('JointTask', id);
  return task;
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InvalidInput(problems);
}
