import { z } from 'zod';
import { addProblem, evenIfFieldsFail, revisionInput, sourceInput } from '../input.js';
import { policyTaskVersionInput, stepInput } from './policy-task.js';

export const replacePolicyTaskInput = z
  .object({ ...policyTaskVersionInput, successorId: z.uuid().toLowerCase(), ...stepInput, ...sourceInput })
  .superRefine(
    ({ policyTaskId, successorId }, context) => refuseOneself(context, ['successorId'], policyTaskId === successorId),
    evenIfFieldsFail,
  );

export const mergePolicyTasksInput = z
  .object({
    predecessors: z
      .array(z.object({ ...revisionInput, id: revisionInput.id.toLowerCase() }))
      .min(1)
      .max(100),
    successorId: z.uuid().toLowerCase(),
    ...stepInput,
    ...sourceInput,
  })
  .superRefine(({ predecessors, successorId }, context) => {
    if (!Array.isArray(predecessors)) return;
    const ids = predecessors.map((predecessor) => predecessor?.id);
    ids.forEach((id, index) => {
      refuseOneself(context, ['predecessors', index, 'id'], id === successorId);
      refuseTwice(context, ['predecessors', index, 'id'], ids.indexOf(id) < index);
    });
  }, evenIfFieldsFail);

export const splitPolicyTaskInput = z
  .object({
    ...policyTaskVersionInput,
    successorIds: z.array(z.uuid().toLowerCase()).min(2, { error: 'Name at least two successors, or replace the task by one.' }).max(100),
    ...stepInput,
    ...sourceInput,
  })
  .superRefine(({ policyTaskId, successorIds }, context) => {
    if (!Array.isArray(successorIds)) return;
    successorIds.forEach((id, index) => {
      refuseOneself(context, ['successorIds', index], id === policyTaskId);
      refuseTwice(context, ['successorIds', index], successorIds.indexOf(id) < index);
    });
  }, evenIfFieldsFail);

function refuseOneself(context: z.RefinementCtx, path: (string | number)[], broken: boolean): void {
  if (broken) addProblem(context, { path, code: 'own_successor', message: 'A task cannot succeed itself. Choose another successor.' });
}

function refuseTwice(context: z.RefinementCtx, path: (string | number)[], broken: boolean): void {
  if (broken) addProblem(context, { path, code: 'named_twice', message: 'This task is named already. Name each task once.' });
}
