import { apiKeyList, type Credential, type IssuedApiKey, type StoredApiKey } from '@pcrm/core';
import { Actor } from './access.js';
import { builder } from './builder.js';
import { inOrderOf, namedBy } from './by-id.js';
import { connectionOf, loaderFor, pageCost } from './connection.js';
import { describedEnum } from './enums.js';
import { asResult, idempotencyArg, type Args } from './input-fields.js';
import { plainIds } from './input.js';

const ApiKey = builder.objectRef<StoredApiKey>('ApiKey').implement({
  description: 'A secret with which an actor signs in; only its hash is kept.',
  // Everybody may look after their own.
  authScopes: ({ actorId }, { actor }) => actorId === actor.id || { can: 'access:write' },
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Names the key in order to rotate or revoke it.' }),
    actor: t.field({
      type: Actor,
      nullable: true,
      description: 'Whose key it is.',
      ...namedBy('Actor', 'actorId'),
    }),
    label: t.exposeString('label', { description: 'What the key is for.' }),
    prefix: t.exposeString('prefix', { description: 'The first characters, to tell keys apart.' }),
    scopes: t.exposeStringList('scopes', {
      description:
        'What the key is narrowed to: it may do what both the actor and these scopes permit. Empty for all that the actor may do.',
    }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true, description: 'From then on it does not open anything.' }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true, description: 'When it was revoked.' }),
    lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', nullable: true, description: 'When it was last used, to the minute.' }),
    replacesId: t.exposeID('replacesId', { nullable: true, description: 'The id of the key that it took over from.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was issued.' }),
  }),
});

const IssuedKey = builder.objectRef<IssuedApiKey>('IssuedApiKey').implement({
  description: 'A key as it is answered once, when it is issued.',
  authScopes: ({ actorId }, { actor }) => actorId === actor.id || { can: 'access:write' },
  fields: (t) => ({
    key: t.field({ type: ApiKey, description: 'What is kept of it.', resolve: (issued) => issued }),
    secret: t.exposeString('secret', { description: 'The secret. It is told now and never again.' }),
  }),
});

const CredentialKind = describedEnum<Credential['kind']>('CredentialKind', 'With what somebody signs in.', {
  API_KEY: 'An API key.',
  ACCESS_TOKEN: 'An access token of the identity provider.',
});

const CredentialType = builder.objectRef<Credential>('Credential').implement({
  description: 'With what the caller has signed in.',
  fields: (t) => ({
    kind: t.expose('kind', { type: CredentialKind, description: 'What it is.' }),
    key: t.field({
      type: ApiKey,
      nullable: true,
      description: 'The key; null where it is none.',
      resolve: ({ kind, id }, _args, context) => {
        if (kind !== 'API_KEY') return null;
        return loaderFor(context, 'ApiKey', async (ids) => {
          const keys = await context.db.apiKey.findMany({ where: { id: { in: [...ids] } }, omit: { hash: true } });
          return inOrderOf(ids, keys) as StoredApiKey[];
        }).load(id);
      },
    }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true, description: 'From then on it does not open anything.' }),
  }),
});

builder.objectField(Actor, 'credential', (t) =>
  t.field({
    type: CredentialType,
    nullable: true,
    description: 'With what the caller has signed in; null of everybody else.',
    resolve: ({ id }, _args, { actor }) => (id === actor.id ? actor.credential : null) ?? null,
  }),
);

const ApiKeyConnection = builder.connectionObject({ type: ApiKey, name: 'ApiKeyConnection' }, { name: 'ApiKeyEdge' });

builder.queryFields((t) => ({
  apiKeys: t.connection(
    {
      type: ApiKey,
      description: 'API keys, newest first: those of everybody with access:write, or else one’s own.',
      args: {
        actorId: t.arg.globalID({ for: [Actor], description: 'Only of this actor.' }),
        includeEnded: t.arg.boolean({ description: 'Revoked and expired ones too.' }),
      },
      complexity: pageCost,
      resolve: (_root, { actorId, includeEnded, ...page }, context) =>
        connectionOf(context, apiKeyList(context.actor, context.now(), { actorId: actorId?.id, includeEnded }), page),
    },
    ApiKeyConnection,
  ),
}));

const keyFields = (t: Args) => ({
  expiresAt: t({ type: 'DateTime', description: 'From then on the key does not open anything.' }),
});

builder.mutationField('issueApiKey', (t) =>
  t.field({
    type: IssuedKey,
    description:
      'Issues a key with which an actor signs in: one’s own, or with access:write anybody’s, and never one for more than one has oneself. The secret is answered once and kept nowhere.',
    errors: asResult,
    args: {
      actorId: t.arg.globalID({ for: [Actor], description: 'Whose key it is; one’s own when left out.' }),
      label: t.arg.string({ required: true, description: 'What the key is for.' }),
      scopes: t.arg.stringList({
        description:
          'Narrows the key to these, such as engagements:read. Left out, it is for all that the actor may do, or for what the key is that one signed in with.',
      }),
      ...keyFields(t.arg),
    },
    resolve: (_root, input, { pcrm }) => pcrm.issueApiKey(plainIds(input) as never),
  }),
);

builder.mutationField('rotateApiKey', (t) =>
  t.field({
    type: IssuedKey,
    description:
      'Issues a key that takes over from another, for the same actor and scopes. Both open PCRM for the overlap; then the earlier one ends. The secret is answered once and kept nowhere.',
    errors: asResult,
    args: {
      id: t.arg.id({ required: true, description: 'The id of the earlier key.' }),
      overlapMinutes: t.arg.int({
        description: 'How long the earlier key still opens PCRM, at most a week; 60 when left out, 0 ends it at once.',
      }),
      ...keyFields(t.arg),
    },
    resolve: (_root, input, { pcrm }) => pcrm.rotateApiKey(input),
  }),
);

builder.mutationField('revokeApiKey', (t) =>
  t.field({
    type: ApiKey,
    description: 'Ends a key at once: one’s own, or with access:write anybody’s.',
    errors: asResult,
    args: { id: t.arg.id({ required: true, description: 'The id of the key.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { id, idempotencyKey }, { pcrm }) => pcrm.revokeApiKey({ id }, { idempotencyKey }),
  }),
);
