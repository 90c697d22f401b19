import { accountsOfActor } from '@pcrm/core';
import { Actor } from './access.js';
import { builder } from './builder.js';
import { connectionBelow, pageCost } from './connection.js';
import { asResult, idempotencyArg } from './input-fields.js';
import { plainIds } from './input.js';

const mayManage = { can: 'access:write' } as const;

const LinkedAccount = builder.prismaNode('LinkedAccount', {
  id: { field: 'id' },
  nullable: true,
  authScopes: mayManage,
  fields: (t) => ({
    actor: t.relation('actor', { description: 'Who signs in with it.' }),
    issuer: t.exposeString('issuer', { description: 'The identity provider, as its tokens name it.' }),
    subject: t.exposeString('subject', { description: 'Who it is to the provider.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was linked.' }),
  }),
});

const LinkedAccountConnection = builder.connectionObject(
  { type: LinkedAccount, name: 'LinkedAccountConnection' },
  { name: 'LinkedAccountEdge' },
);

builder.prismaObjectField(Actor, 'linkedAccounts', (t) =>
  t.connection(
    {
      type: LinkedAccount,
      description: 'The accounts at the identity provider with which the actor signs in, oldest first. It takes access:write.',
      authScopes: mayManage,
      complexity: pageCost,
      resolve: ({ id }, args, context) =>
        connectionBelow(context, { field: 'Actor.linkedAccounts', parentId: id, list: accountsOfActor(context.actor), args }),
    },
    LinkedAccountConnection,
  ),
);

builder.mutationField('linkAccount', (t) =>
  t.field({
    type: LinkedAccount,
    description:
      'Links an account at the identity provider to an actor, who signs in with its access tokens from then on. It takes all that the actor may do.',
    errors: asResult,
    args: {
      actorId: t.arg.globalID({ required: true, for: [Actor], description: 'Who signs in with it.' }),
      issuer: t.arg.string({ required: true, description: 'The identity provider, exactly as its tokens name it (`iss`).' }),
      subject: t.arg.string({ required: true, description: 'Who it is to the provider (`sub`).' }),
      ...idempotencyArg(t.arg),
    },
    resolve: (_root, { idempotencyKey, ...input }, { pcrm }) => pcrm.linkAccount(plainIds(input), { idempotencyKey }),
  }),
);

builder.mutationField('unlinkAccount', (t) =>
  t.field({
    type: LinkedAccount,
    description: 'Takes an account from its actor: its access tokens open nothing any more. Answers what it was.',
    errors: asResult,
    args: {
      id: t.arg.globalID({ required: true, for: [LinkedAccount], description: 'The linked account.' }),
      ...idempotencyArg(t.arg),
    },
    resolve: (_root, { id, idempotencyKey }, { pcrm }) => pcrm.unlinkAccount({ id: id.id }, { idempotencyKey }),
  }),
);
