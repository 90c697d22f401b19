import { actorList, departmentList, scopesOf, type PageRequest } from '@pcrm/core';
import { builder } from './builder.js';
import { readAsRows } from './compiled/rules.js';
import { listedBy } from './connection.js';
import { enumOf } from './enums.js';
import { asResult, idempotencyArg, versionField } from './input-fields.js';
import { plainIds } from './input.js';

const ActorKind = enumOf('ActorKind');
const Role = enumOf('Role');
const mayRead = { can: 'access:read' } as const;

export const Department = builder.prismaNode('Department', {
  id: { field: 'id' },
  nullable: true,
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    name: t.exposeString('name'),
    parent: t.relation('parent', { nullable: true, description: 'The department above it.' }),
    version: t.exposeInt('version', { description: 'What a revision is based on.' }),
  }),
});

export const Actor = builder.prismaNode('Actor', {
  id: { field: 'id' },
  nullable: true,
  // Everybody may know who they are themselves.
  authScopes: ({ id }, { actor }) => id === actor.id || mayRead,
  extensions: readAsRows({ scope: mayRead.can }),
  fields: (t) => ({
    kind: t.expose('kind', { type: ActorKind, description: 'A member of staff, another city tool, or the system.' }),
    name: t.exposeString('name'),
    role: t.expose('role', { type: Role, nullable: true }),
    scopes: t.stringList({
      description:
        'What the actor may do, such as engagements:read: by its role, or as a service by its own scopes. Of the caller it is what they may do with what they signed in with.',
      resolve: (record, _args, { actor }) => [...scopesOf(record.id === actor.id ? actor : record)],
    }),
    department: t.relation('department', { nullable: true, description: 'The department that the actor works for.' }),
    disabledAt: t.expose('disabledAt', { type: 'DateTime', nullable: true }),
    version: t.exposeInt('version', { description: 'What a revision is based on.' }),
  }),
});

interface ActorArgs extends PageRequest {
  readonly departmentId?: { readonly id: string } | null;
  readonly includeDisabled?: boolean | null;
}

const DepartmentConnection = builder.connectionObject({ type: Department, name: 'DepartmentConnection' }, { name: 'DepartmentEdge' });
const ActorConnection = builder.connectionObject({ type: Actor, name: 'ActorConnection' }, { name: 'ActorEdge' });

builder.queryFields((t) => ({
  viewer: t.prismaField({
    type: Actor,
    description: 'Who asks.',
    resolve: (query, _root, _args, { db, actor }) => db.actor.findUniqueOrThrow({ ...query, where: { id: actor.id } }),
  }),
  departments: t.connection(
    {
      type: Department,
      description: 'The departments of the city, by name.',
      authScopes: mayRead,
      ...listedBy(({ actor }) => departmentList(actor)),
    },
    DepartmentConnection,
  ),
  actors: t.connection(
    {
      type: Actor,
      description: 'Staff and services, by name.',
      authScopes: mayRead,
      args: {
        departmentId: t.arg.globalID({ for: [Department], description: 'Only of this department.' }),
        includeDisabled: t.arg.boolean({ description: 'Disabled ones too.' }),
      },
      ...listedBy(({ actor }, { departmentId, includeDisabled }: ActorArgs) =>
        actorList(actor, { departmentId: departmentId?.id, includeDisabled }),
      ),
    },
    ActorConnection,
  ),
}));

const AddActorInput = builder.inputType('AddActorInput', {
  description: 'A member of staff, with a role, or another city tool, with scopes.',
  fields: (t) => ({
    kind: t.field({ type: ActorKind, required: true, description: 'STAFF or SERVICE.' }),
    name: t.string({ required: true, description: 'Name of the person or of the tool.' }),
    role: t.field({ type: Role, description: 'Staff only.' }),
    scopes: t.stringList({ description: 'Services only: what they may do, such as engagements:read.' }),
    departmentId: t.globalID({ for: [Department], description: 'The department that the actor works for.' }),
  }),
});

builder.mutationField('addActor', (t) =>
  t.field({
    type: Actor,
    description: 'Adds a member of staff or another city tool.',
    errors: asResult,
    args: { input: t.arg({ type: AddActorInput, required: true, description: 'Whom to add.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.addActor(plainIds(input) as never, { idempotencyKey }),
  }),
);

const ReviseActorInput = builder.inputType('ReviseActorInput', {
  description: 'Fields of an actor to change: what is left out stays, null clears.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Actor], description: 'The actor.' }),
    ...versionField(t),
    name: t.string({ description: 'Name of the person or of the tool.' }),
    role: t.field({ type: Role, description: 'Staff only.' }),
    scopes: t.stringList({ description: 'Services only.' }),
    departmentId: t.globalID({ for: [Department], description: 'The department that the actor works for.' }),
    disabled: t.boolean({ description: 'True: the actor may do nothing from now on.' }),
  }),
});

builder.mutationField('reviseActor', (t) =>
  t.field({
    type: Actor,
    description: 'Changes an actor, or disables it.',
    errors: asResult,
    args: { input: t.arg({ type: ReviseActorInput, required: true, description: 'What to change.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.reviseActor(plainIds(input) as never, { idempotencyKey }),
  }),
);

builder.mutationField('addDepartment', (t) =>
  t.field({
    type: Department,
    description: 'Adds a department of the city.',
    errors: asResult,
    args: {
      name: t.arg.string({ required: true, description: 'Korean name, unique within the city.' }),
      parentId: t.arg.globalID({ for: [Department], description: 'The department above it.' }),
      ...idempotencyArg(t.arg),
    },
    resolve: (_root, { idempotencyKey, ...input }, { pcrm }) => pcrm.addDepartment(plainIds(input), { idempotencyKey }),
  }),
);
