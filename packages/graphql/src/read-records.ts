import { readList, readsOfPerson } from '@pcrm/core';
import { Actor } from './access.js';
import { builder } from './builder.js';
import { namedBy } from './by-id.js';
import { connectionBelow, connectionOf, pageCost } from './connection.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { Person } from './stakeholders.js';

const SensitiveData = enumOf('SensitiveData');
const mayRead = { can: 'audit:read' } as const;

const ReadRecord = builder.prismaNode('ReadRecord', {
  id: { field: 'id' },
  nullable: true,
  authScopes: mayRead,
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When it was read.' }),
    actor: t.relation('actor', { description: 'Who read it.' }),
    department: t.relation('department', { nullable: true, description: 'For which department.' }),
    data: t.expose('data', { type: SensitiveData, description: 'What kind of data was read.' }),
    person: t.field({
      type: Person,
      nullable: true,
      description: 'The natural person whose data was read; null once they are erased.',
      ...namedBy('Stakeholder', 'personId'),
    }),
    recordIds: t.exposeStringList('recordIds', { description: 'The ids in the database of the records that were read.' }),
    requestId: t.exposeString('requestId', { nullable: true }),
  }),
});

const ReadRecordConnection = builder.connectionObject({ type: ReadRecord, name: 'ReadRecordConnection' }, { name: 'ReadRecordEdge' });

const ReadFilter = builder.inputType('ReadFilter', {
  description: 'Which records of reading a list has. Everything that is given must hold.',
  fields: (t) => ({
    personId: t.globalID({ for: [Person], description: 'Only of this person’s data.' }),
    actorId: t.globalID({ for: [Actor], description: 'Only what this actor read.' }),
    data: t.field({ type: SensitiveData, description: 'Only of this kind of data.' }),
    from: t.field({ type: 'DateTime', description: 'From this instant on.' }),
    until: t.field({ type: 'DateTime', description: 'Before this instant.' }),
  }),
});

builder.queryFields((t) => ({
  readRecords: t.connection(
    {
      type: ReadRecord,
      description: 'Who read whose sensitive data, newest first.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: ReadFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: (_root, { filter, ...page }, context) => connectionOf(context, readList(context.actor, plainIds(filter) ?? {}), page),
    },
    ReadRecordConnection,
  ),
}));

builder.prismaObjectField(Person, 'readRecords', (t) =>
  t.connection(
    {
      type: ReadRecord,
      description: 'Who has read their sensitive data, newest first. It takes audit:read.',
      complexity: pageCost,
      resolve: ({ id }, args, context) =>
        connectionBelow(context, { field: 'Person.readRecords', parentId: id, list: readsOfPerson(context.actor), args }),
    },
    ReadRecordConnection,
  ),
);
