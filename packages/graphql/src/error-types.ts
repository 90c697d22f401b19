import { Conflict, Forbidden, InvalidInput, messageOf, NotFound, PcrmError, StaleVersion } from '@pcrm/core';
import { builder } from './builder.js';

const ErrorInterface = builder.interfaceRef<PcrmError>('Error').implement({
  description: 'An expected refusal: nothing was written.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description: 'A code from a closed list: INVALID_INPUT, FORBIDDEN, NOT_FOUND, CONFLICT or STALE_VERSION.',
    }),
    message: t.string({ description: 'Cause and cure, for people.', resolve: (error, _args, { tell }) => messageOf(error, tell) }),
  }),
});

export const ProblemType = builder.objectRef<InvalidInput['problems'][number]>('Problem').implement({
  description: 'One thing wrong with an input.',
  fields: (t) => ({
    path: t.stringList({
      description: 'Where: names of fields and positions in lists, counted from 0.',
      resolve: ({ path }) => path.map(String),
    }),
    code: t.exposeString('code', { description: 'A short stable word for programs, such as too_small.' }),
    message: t.string({ description: 'Cause and cure, for people.', resolve: ({ message }, _args, { tell }) => tell(message) }),
  }),
});

builder.objectType(InvalidInput, {
  name: 'InvalidInputError',
  description: 'The input breaks rules; every problem is listed.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    problems: t.field({ type: [ProblemType], description: 'Every problem at once.', resolve: ({ problems }) => [...problems] }),
  }),
});

builder.objectType(Forbidden, {
  name: 'ForbiddenError',
  description: 'The caller may not do this.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ scope: t.exposeString('scope', { description: 'The permission that it takes, such as engagements:write.' }) }),
});

builder.objectType(NotFound, {
  name: 'NotFoundError',
  description: 'There is no such record, or the caller may not see it: the two answer alike.',
  interfaces: [ErrorInterface],
});

builder.objectType(Conflict, {
  name: 'ConflictError',
  description: 'The request contradicts what is recorded, or another request that ran at the same time.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ rule: t.exposeString('rule', { description: 'A short stable word for the rule that it breaks.' }) }),
});

builder.objectType(StaleVersion, {
  name: 'StaleVersionError',
  description: 'Somebody revised the record after the version that this revision was based on.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ basedOn: t.exposeInt('basedOn', { description: 'The version that the revision was based on.' }) }),
});
