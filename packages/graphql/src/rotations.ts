import { Body } from './bodies.js';
import { builder } from './builder.js';
import { readAsRows } from './compiled/rules.js';
import { loaderFor } from './connection.js';
import { plainIds } from './input.js';
import { asOfArg, asResult, idempotencyArg, periodFields } from './input-fields.js';
import { HasPeriod } from './period.js';
import { Record } from './record.js';
import { sourceField } from './sources.js';
import { Organization, Person, Stakeholder } from './stakeholders.js';

const RotationTurn = builder.prismaObject('RotationTurn', {
  description: 'A place in the order of a rotation.',
  fields: (t) => ({
    position: t.exposeInt('position'),
    member: t.relation('member', { type: Stakeholder, description: 'Who takes the chair in this turn.' }),
  }),
});

const Rotation = builder.prismaNode('Rotation', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record, HasPeriod],
  authScopes: { can: 'bodies:read' },
  extensions: readAsRows(),
  fields: (t) => ({
    body: t.relation('body', { description: 'The body.' }),
    turns: t.relation('turns', {
      type: RotationTurn,
      description: 'The order, from its first turn.',
      query: { orderBy: { position: 'asc' } },
    }),
    version: t.exposeInt('version', { description: 'Grows when a later order ends this one.' }),
  }),
});

builder.prismaObjectFields(Body, (t) => ({
  rotations: t.relation('rotations', {
    description: 'The orders in which its members take the chair, through time.',
    query: { orderBy: [{ fromDate: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }] },
  }),
  nextChairs: t.field({
    type: [Stakeholder],
    description:
      'Who takes the chair next by the order of rotation that holds on a day, after whoever has it then. Who is no member is passed over; none where no order is recorded.',
    authScopes: { can: 'memberships:read' },
    args: { ...asOfArg(t.arg), count: t.arg.int({ description: 'How many of them: 1 unless said.' }) },
    resolve: ({ id }, { asOf, count }, context) =>
      loaderFor(context, `Body.nextChairs ${asOf ?? ''} ${count ?? ''}`, (bodyIds) =>
        context.pcrm.nextChairsOfEach({ bodyIds: [...bodyIds], asOf, count: count ?? undefined }),
      ).load(id),
  }),
}));

const SetRotationInput = builder.inputType('SetRotationInput', {
  description: 'In which order the members of a body take the chair, for a period.',
  fields: (t) => ({
    bodyId: t.globalID({ required: true, for: [Body], description: 'The body.' }),
    memberIds: t.globalIDList({
      required: true,
      for: [Person, Organization],
      description: 'The members in their order. After the last comes the first again.',
    }),
    ...periodFields(t),
    ...sourceField(t),
  }),
});

builder.mutationField('setRotation', (t) =>
  t.field({
    type: Rotation,
    description: 'Says in which order the members take the chair from a day on. The order that ran until then ends there and is kept.',
    errors: asResult,
    args: { input: t.arg({ type: SetRotationInput, required: true, description: 'The order.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.setRotation(plainIds(input), { idempotencyKey }),
  }),
);
