import { builder } from './builder.js';
import { enumOf } from './enums.js';

export const ActorKind = enumOf('ActorKind');
export const Role = enumOf('Role');

export const Department = builder.prismaNode('Department', {
  id: { field: 'id' },
  fields: (t) => ({
    name: t.exposeString('name'),
    parent: t.relation('parent', { nullable: true, description: 'The department above it.' }),
  }),
});

export const Actor = builder.prismaNode('Actor', {
  id: { field: 'id' },
  fields: (t) => ({
    kind: t.expose('kind', { type: ActorKind, description: 'A member of staff, another city tool, or the system.' }),
    name: t.exposeString('name'),
    role: t.expose('role', { type: Role, nullable: true }),
    department: t.relation('department', { nullable: true, description: 'The department that the actor works for.' }),
  }),
});

builder.queryFields((t) => ({
  viewer: t.prismaField({
    type: 'Actor',
    description: 'Who asks.',
    resolve: (query, _root, _args, { db, actor }) => db.actor.findUniqueOrThrow({ ...query, where: { id: actor.id } }),
  }),
}));
