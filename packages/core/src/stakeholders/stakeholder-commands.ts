import { defineCommand, type Entered } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { InvalidInput, NotFound, StaleVersion } from '../errors.js';
import type { Stakeholder } from '../generated/prisma/client.js';
import { DatePrecision } from '../generated/prisma/enums.js';
import { dateColumns, periodColumns } from '../period.js';
import * as rules from './stakeholder.js';

/** Registers a person or an organization, with other names and contact points. */
export const registerStakeholder = defineCommand({
  name: 'registerStakeholder',
  scope: 'stakeholders:write',
  schema: rules.registerStakeholderInput,
  perform: async ({ db, data, entered }) => {
    const { founded, dissolved, otherNames = [], contactPoints = [], sourceId: _entered, ...columns } = data;
    const after = await db.stakeholder.create({
      data: {
        ...columns,
        ...dateColumns('founded', founded),
        ...dateColumns('dissolved', dissolved),
        ...entered,
        otherNames: {
          create: otherNames.map((name) => partColumns(name, entered)),
        },
        contactPoints: {
          create: contactPoints.map((point) => partColumns(point, entered)),
        },
      },
      include: { otherNames: true, contactPoints: true },
    });
    return { type: 'Stakeholder', before: null, after };
  },
});

/** Changes the fields that are given; null clears one. Archiving keeps the history and takes the stakeholder out of lists. */
export const reviseStakeholder = defineCommand({
  name: 'reviseStakeholder',
  scope: 'stakeholders:write',
  schema: rules.reviseStakeholderInput,
  perform: async ({ db, data, now }) => {
    const { id, version, founded, dissolved, archived, ...columns } = data;
    const before = await requireStakeholder(db, id);
    const problems = rules.problemsOfKind(before.kind, data);
    if (problems.length > 0) throw new InvalidInput(problems);
    if (before.version !== version) throw new StaleVersion('Stakeholder', id, version);
    const archivedAt = archived ? (before.archivedAt ?? now) : null;
    const after = await db.stakeholder.update({
      where: { id, version },
      data: {
        ...columns,
        ...dateColumns('founded', founded),
        ...dateColumns('dissolved', dissolved),
        ...(archived === undefined ? {} : { archivedAt }),
        version: { increment: 1 },
      },
    });
    return { type: 'Stakeholder', before, after };
  },
});

/** Adds a name beside the one in use. */
export const addOtherName = defineCommand({
  name: 'addOtherName',
  scope: 'stakeholders:write',
  schema: rules.addOtherNameInput,
  perform: async ({ db, data: { stakeholderId, otherName }, entered }) => {
    await requireStakeholder(db, stakeholderId);
    const after = await db.otherName.create({
      data: { stakeholderId, ...partColumns(otherName, entered) },
    });
    return { type: 'OtherName', before: null, after };
  },
});

/** Adds a way to reach a stakeholder. */
export const addContactPoint = defineCommand({
  name: 'addContactPoint',
  scope: 'stakeholders:write',
  schema: rules.addContactPointInput,
  perform: async ({ db, data: { stakeholderId, contactPoint }, entered }) => {
    await requireStakeholder(db, stakeholderId);
    const after = await db.contactPoint.create({
      data: { stakeholderId, ...partColumns(contactPoint, entered) },
    });
    return { type: 'ContactPoint', before: null, after };
  },
});

/** Changes a contact point: its value, its label, its period, or that it is not to be used. */
export const reviseContactPoint = defineCommand({
  name: 'reviseContactPoint',
  scope: 'stakeholders:write',
  schema: rules.reviseContactPointInput,
  perform: async ({ db, data: { id, version, from, until, ...columns } }) => {
    const before = await db.contactPoint.findUnique({ where: { id } });
    if (before === null) throw new NotFound('ContactPoint', id);
    const problem = rules.contactValueProblem(before.kind, columns.value ?? before.value);
    if (problem !== undefined) throw InvalidInput.at(['value'], 'invalid_value', problem);
    if (before.version !== version) throw new StaleVersion('ContactPoint', id, version);
    const after = await db.contactPoint.update({
      where: { id, version },
      data: {
        ...columns,
        ...periodColumns({ from, until }),
        version: { increment: 1 },
      },
    });
    return { type: 'ContactPoint', before, after };
  },
});

/** Records influence and interest on a day. Earlier assessments stay as they are. */
export const assessStakeholder = defineCommand({
  name: 'assessStakeholder',
  scope: 'stakeholders:write',
  schema: rules.assessStakeholderInput,
  perform: async ({ db, data, entered }) => {
    await requireStakeholder(db, data.stakeholderId);
    const after = await db.assessment.create({ data: { ...data, ...entered } });
    return { type: 'Assessment', before: null, after };
  },
});

/** Makes a member of staff the relationship manager for a department from a day on; whoever was it before is so until that day. */
export const assignRelationshipManager = defineCommand({
  name: 'assignRelationshipManager',
  scope: 'stakeholders:write',
  schema: rules.assignRelationshipManagerInput,
  perform: async ({ db, data: { from, ...columns }, entered }) => {
    const { stakeholderId, managerId, departmentId } = columns;
    await requireStakeholder(db, stakeholderId);
    const manager = await db.actor.findUnique({ where: { id: managerId } });
    if (manager?.kind !== 'STAFF') throw new NotFound('Actor', managerId);
    const before = await db.relationshipManager.findFirst({
      where: { stakeholderId, departmentId, untilDate: null },
    });
    if (before) {
      if (before.fromDate >= from) {
        throw InvalidInput.at(['from'], 'not_after_predecessor', 'The present manager began on or after this day. Choose a later day.');
      }
      const until = { untilDate: from, untilPrecision: DatePrecision.DAY };
      await db.relationshipManager.update({
        where: { id: before.id },
        data: { ...until, version: { increment: 1 } },
      });
    }
    const after = await db.relationshipManager.create({
      data: {
        ...columns,
        fromDate: from,
        fromPrecision: DatePrecision.DAY,
        ...entered,
      },
    });
    return { type: 'RelationshipManager', before, after };
  },
});

/** The stakeholder, or NotFound. */
export async function requireStakeholder(db: Transaction, id: string): Promise<Stakeholder> {
  const stakeholder = await db.stakeholder.findUnique({ where: { id } });
  if (stakeholder === null) throw new NotFound('Stakeholder', id);
  return stakeholder;
}

// A part may come from another source than the rest of the input.
function partColumns<Part extends { sourceId?: string | null } & Parameters<typeof periodColumns>[0]>(part: Part, entered: Entered) {
  const { from, until, sourceId, ...columns } = part;
  return {
    ...columns,
    ...periodColumns({ from, until }),
    ...entered,
    sourceId: sourceId ?? entered.sourceId,
  };
}
