import { auditList, readsPersonalData } from '@pcrm/core';
import { Actor } from './access.js';
import { builder } from './builder.js';
import { connectionOf, pageCost } from './connection.js';
import { plainIds } from './input.js';

const mayRead = { can: 'audit:read' } as const;

const AuditRecord = builder.prismaNode('AuditRecord', {
  id: { field: 'id' },
  nullable: true,
  authScopes: mayRead,
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When it was done.' }),
    actor: t.relation('actor', { description: 'Who did it.' }),
    department: t.relation('department', { nullable: true, description: 'For which department.' }),
    command: t.exposeString('command'),
    subjectType: t.exposeString('subjectType'),
    subjectId: t.exposeString('subjectId', { description: 'The id of the record in the database.' }),
    before: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The record before the command; null when it did not exist, and to who may not read personal data.',
      resolve: ({ before }, _args, { actor }) => (readsPersonalData(actor) ? before : null),
    }),
    after: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The record after the command; null when it no longer exists, and to who may not read personal data.',
      resolve: ({ after }, _args, { actor }) => (readsPersonalData(actor) ? after : null),
    }),
    requestId: t.exposeString('requestId', { nullable: true }),
  }),
});

const AuditRecordConnection = builder.connectionObject({ type: AuditRecord, name: 'AuditRecordConnection' }, { name: 'AuditRecordEdge' });

const AuditFilter = builder.inputType('AuditFilter', {
  description: 'Which audit records a list has. Everything that is given must hold.',
  fields: (t) => ({
    subjectType: t.string({ description: 'The kind of record that was acted on, such as Engagement.' }),
    subjectId: t.string({ description: 'The id of the record in the database.' }),
    actorId: t.globalID({ for: [Actor], description: 'Only what this actor did.' }),
    command: t.string({ description: 'Only this command, such as logEngagement.' }),
    from: t.field({ type: 'DateTime', description: 'From this instant on.' }),
    until: t.field({ type: 'DateTime', description: 'Before this instant.' }),
  }),
});

builder.queryFields((t) => ({
  auditRecords: t.connection(
    {
      type: AuditRecord,
      description: 'What was done, newest first.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: AuditFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: (_root, { filter, ...page }, context) => connectionOf(context, auditList(context.actor, plainIds(filter) ?? {}), page),
    },
    AuditRecordConnection,
  ),
}));
