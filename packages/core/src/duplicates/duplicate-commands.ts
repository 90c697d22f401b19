import { defineCommand } from '../command.js';
import { InvalidInput, NotFound } from '../errors.js';
import { unknownReferences } from '../references.js';
import * as rules from './duplicate.js';

/** Says that two stakeholders are not the same: they are not suggested again, until somebody takes it back. */
export const dismissDuplicate = defineCommand({
  name: 'dismissDuplicate',
  scope: 'stakeholders:write',
  schema: rules.dismissDuplicateInput,
  perform: async ({ db, data, entered }) => {
    const problems = await unknownReferences(db, [
      { to: 'Stakeholder', id: data.firstId, path: ['firstId'] },
      { to: 'Stakeholder', id: data.secondId, path: ['secondId'] },
    ]);
    if (problems.length > 0) throw new InvalidInput(problems);
    const after = await db.duplicateDismissal.create({ data: { ...data, ...entered } });
    return { type: 'DuplicateDismissal', before: null, after };
  },
});

/** Takes back that two stakeholders are not the same. */
export const reopenDuplicate = defineCommand({
  name: 'reopenDuplicate',
  scope: 'stakeholders:write',
  schema: rules.reopenDuplicateInput,
  perform: async ({ db, data: { id } }) => {
    const before = await db.duplicateDismissal.findUnique({ where: { id } });
    if (before === null) throw new NotFound('DuplicateDismissal', id);
    await db.duplicateDismissal.delete({ where: { id } });
    return { type: 'DuplicateDismissal', before, after: { id, firstId: before.firstId, secondId: before.secondId } };
  },
});
