import { postList, postsOf } from '@pcrm/core';
import { builder } from './builder.js';
import { readAsRows } from './compiled/rules.js';
import { connectionBelow, connectionOf, loaderFor, pageCost } from './connection.js';
import { plainIds } from './input.js';
import { asOfArg, asResult, idempotencyArg, periodFields, versionField, type InputFields } from './input-fields.js';
import { HasPeriod } from './period.js';
import { Record } from './record.js';
import { sourceField } from './sources.js';
import { Organization } from './stakeholders.js';

const mayRead = { can: 'memberships:read' } as const;

export const Post = builder.prismaNode('Post', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record, HasPeriod],
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    organization: t.relation('organization', { type: Organization, description: 'The organization that has it.' }),
    title: t.exposeString('title'),
    capacity: t.exposeInt('capacity'),
    legalBasis: t.exposeString('legalBasis', { nullable: true, description: 'The rule that it rests on.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last revised.' }),
    version: t.exposeInt('version', { description: 'What a revision is based on.' }),
    vacant: t.field({
      type: 'Int',
      description: 'How many seats of it nobody holds on a day; 0 where it does not exist on that day.',
      args: asOfArg(t.arg),
      resolve: ({ id }, { asOf }, context) =>
        loaderFor(context, `Post.vacant ${asOf ?? ''}`, (postIds) => context.pcrm.vacantOfEach({ postIds: [...postIds], asOf })).load(id),
    }),
  }),
});

const PostConnection = builder.connectionObject({ type: Post, name: 'PostConnection' }, { name: 'PostEdge' });

const PostFilter = builder.inputType('PostFilter', {
  description: 'Which posts a list has. Everything that is given must hold.',
  fields: (t) => ({
    organizationId: t.globalID({ for: [Organization], description: 'Only of this organization.' }),
    asOf: t.field({ type: 'Date', description: 'Those that exist on this day; today in Korea when left out.' }),
    includeEnded: t.boolean({ description: 'Those that were abolished on the day or before, too.' }),
  }),
});

builder.queryFields((t) => ({
  posts: t.connection(
    {
      type: Post,
      description: 'Posts that exist on a day, by title.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: PostFilter, description: 'Which of them, and as of which day.' }) },
      complexity: pageCost,
      resolve: (_root, { filter, ...page }, context) => connectionOf(context, postList(context, plainIds(filter) ?? {}), page),
    },
    PostConnection,
  ),
}));

builder.prismaObjectField(Organization, 'posts', (t) =>
  t.connection(
    {
      type: Post,
      description: 'Its posts that exist on a day, by title.',
      args: asOfArg(t.arg),
      complexity: pageCost,
      resolve: ({ id }, { asOf, ...args }, context) =>
        connectionBelow(context, { field: `Organization.posts ${asOf ?? ''}`, parentId: id, list: postsOf(context, { asOf }), args }),
    },
    PostConnection,
  ),
);

const postFields = (t: InputFields) => ({
  capacity: t.int({ description: 'How many may hold it at a time; 1 unless said.' }),
  legalBasis: t.string({ description: 'The rule that it rests on.' }),
  ...periodFields(t),
});

const CreatePostInput = builder.inputType('CreatePostInput', {
  description: 'A seat that outlives its holder.',
  fields: (t) => ({
    organizationId: t.globalID({ required: true, for: [Organization], description: 'The organization that has it.' }),
    title: t.string({ required: true, description: 'Name of the post, unique within the organization.' }),
    ...postFields(t),
    ...sourceField(t),
  }),
});

builder.mutationField('createPost', (t) =>
  t.field({
    type: Post,
    description: 'Creates a post in an organization.',
    errors: asResult,
    args: { input: t.arg({ type: CreatePostInput, required: true, description: 'The post.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.createPost(plainIds(input), { idempotencyKey }),
  }),
);

const RevisePostInput = builder.inputType('RevisePostInput', {
  description: 'Fields of a post to change: what is left out stays, null clears.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Post], description: 'The post.' }),
    ...versionField(t),
    title: t.string({ description: 'Name of the post.' }),
    ...postFields(t),
  }),
});

builder.mutationField('revisePost', (t) =>
  t.field({
    type: Post,
    description: 'Changes the fields that are given. Fewer seats than are or were held is a conflict.',
    errors: asResult,
    args: { input: t.arg({ type: RevisePostInput, required: true, description: 'What to change.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.revisePost(plainIds(input), { idempotencyKey }),
  }),
);
