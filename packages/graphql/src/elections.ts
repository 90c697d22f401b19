import type { BeginningTerm, EndingSeat, EndingTerm, PerformedTurn, PostAfterTurn, TurnPlan, TurnWarning } from '@pcrm/core';
import { builder } from './builder.js';
import { maybeNamedBy } from './by-id.js';
import { ProblemType } from './error-types.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, type InputFields } from './input-fields.js';
import { Membership } from './memberships.js';
import { dayOf } from './period.js';
import { Post } from './posts.js';
import { sourceField } from './sources.js';
import { Gender, Organization, Person, Stakeholder, StakeholderCategory } from './stakeholders.js';

const mayRead = { can: 'memberships:read' } as const;

const EndingTermType = builder.objectRef<EndingTerm>('EndingTerm').implement({
  description: 'A term in a post that ends with the turn.',
  authScopes: mayRead,
  fields: (t) => ({
    membership: t.field({ type: Membership, description: 'The term as it is now.', resolve: ({ membership }) => membership }),
    reelected: t.exposeBoolean('reelected', { description: 'Whether its holder takes the same post again.' }),
  }),
});

const BeginningTermType = builder.objectRef<BeginningTerm>('BeginningTerm').implement({
  description: 'A term in a post that begins with the turn.',
  authScopes: mayRead,
  fields: (t) => ({
    postId: t.globalID({ description: 'The post.', resolve: ({ holder }) => ({ id: holder.postId, type: 'Post' }) }),
    name: t.exposeString('name', { description: 'Who takes it.' }),
    stakeholder: t.field({
      type: Stakeholder,
      nullable: true,
      description: 'Who takes it; null for a person to register.',
      resolve: ({ stakeholder }) => stakeholder,
    }),
    seatNumber: t.exposeInt('seatNumber', { nullable: true, description: 'Which of the seats of the post; null where none is left.' }),
    reelected: t.boolean({ description: 'Whether they hold the post already.', resolve: ({ reelectedFrom }) => reelectedFrom !== null }),
  }),
});

const EndingSeatType = builder.objectRef<EndingSeat>('EndingSeat').implement({
  description: 'An ex officio seat or chair that ends because its holder’s term in the post ends.',
  authScopes: mayRead,
  fields: (t) => ({
    seat: t.field({ type: Membership, description: 'The seat as it is now.', resolve: ({ seat }) => seat }),
    holding: t.field({ type: Membership, description: 'The term with which it ends.', resolve: ({ holding }) => holding }),
    continues: t.exposeBoolean('continues', { description: 'Whether it begins anew with the holder’s new term.' }),
  }),
});

const PostAfterTurnType = builder.objectRef<PostAfterTurn>('PostAfterTurn').implement({
  description: 'A post after the turn.',
  authScopes: mayRead,
  fields: (t) => ({
    post: t.field({ type: Post, description: 'The post.', resolve: ({ post }) => post }),
    held: t.exposeInt('held', { description: 'How many will hold it.' }),
    vacant: t.exposeInt('vacant', { description: 'How many of its seats are left vacant.' }),
  }),
});

const TurnWarningType = builder.objectRef<TurnWarning>('TurnWarning').implement({
  description: 'What is not wrong but should be known before the turn is performed.',
  authScopes: mayRead,
  fields: (t) => ({
    code: t.exposeString('code', { description: 'A word for programs: two_posts, holds_other_post or same_name.' }),
    message: t.string({ description: 'A sentence for people.', resolve: ({ message }, _args, { tell }) => tell(message) }),
    stakeholder: t.field({
      type: Stakeholder,
      nullable: true,
      description: 'Whom it is about, where they are registered.',
      ...maybeNamedBy('Stakeholder', 'stakeholderId'),
    }),
  }),
});

const TurnPlanType = builder.objectRef<TurnPlan>('TurnPlan').implement({
  description: 'What the turn of an election does, before it is done.',
  authScopes: mayRead,
  fields: (t) => ({
    fingerprint: t.exposeString('fingerprint', { description: 'Of this turn as it stands now; performing it takes it.' }),
    ends: t.field({ type: [EndingTermType], description: 'Terms that end.', resolve: ({ ends }) => [...ends] }),
    begins: t.field({ type: [BeginningTermType], description: 'Terms that begin.', resolve: ({ begins }) => [...begins] }),
    seatsEnd: t.field({
      type: [EndingSeatType],
      description: 'Ex officio seats and chairs that end with them.',
      resolve: ({ seatsEnd }) => [...seatsEnd],
    }),
    seatsFollow: t.field({
      type: [Membership],
      description: 'Seats and chairs that belong to one of the posts: whoever holds it sits there from then on.',
      resolve: ({ seatsFollow }) => [...seatsFollow],
    }),
    posts: t.field({ type: [PostAfterTurnType], description: 'The posts afterwards.', resolve: ({ posts }) => [...posts] }),
    problems: t.field({
      type: [ProblemType],
      description: 'What stands in the way. Nothing can be performed while there is any.',
      resolve: ({ problems }) => [...problems],
    }),
    warnings: t.field({ type: [TurnWarningType], description: 'What should be known.', resolve: ({ warnings }) => [...warnings] }),
  }),
});

const NewPersonInput = builder.inputType('NewPersonInput', {
  description: 'A person to register.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name.' }),
    categories: t.field({ type: [StakeholderCategory], description: 'Why the city deals with them.' }),
    gender: t.field({ type: Gender, description: 'As the source states it.' }),
    region: t.string({ description: 'Province, city or district, in the words of the source.' }),
  }),
});

const NewHolderInput = builder.inputType('NewHolderInput', {
  description: 'Who takes a post: a stakeholder, or a person to register.',
  fields: (t) => ({
    postId: t.globalID({ required: true, for: [Post], description: 'The post.' }),
    stakeholderId: t.globalID({ for: [Person, Organization], description: 'Who takes it, where they are registered.' }),
    newPerson: t.field({ type: NewPersonInput, description: 'Who takes it, where they are not.' }),
    seatNumber: t.int({ description: 'Which of the seats; the holder’s own, or the lowest that is free, when left out.' }),
    label: t.string({ description: 'The role in the words of the source.' }),
    onBehalfOfId: t.globalID({ for: [Person, Organization], description: 'The party for which they stood.' }),
  }),
});

const turnFields = (t: InputFields) => ({
  organizationId: t.globalID({ required: true, for: [Organization], description: 'The organization whose posts turn over.' }),
  postIds: t.globalIDList({ for: [Post], description: 'Its posts, or those of its units; all that exist on the day when left out.' }),
  on: t.field({ type: 'Date', required: true, description: 'The day on which the new terms begin and the present ones no longer hold.' }),
  until: t.field({ type: 'PartialDate', description: 'When the new terms end; open-ended when left out.' }),
  holders: t.field({ type: [NewHolderInput], required: true, description: 'Who takes which post.' }),
  reason: t.string({ description: 'Why the present terms end.' }),
  ...sourceField(t),
});

const TurnInput = builder.inputType('TurnInput', { description: 'The turn of an election.', fields: turnFields });

builder.queryField('previewTurn', (t) =>
  t.field({
    type: TurnPlanType,
    description: 'What the turn of an election would do to what is recorded now. Nothing is written.',
    authScopes: mayRead,
    args: { input: t.arg({ type: TurnInput, required: true, description: 'The turn.' }) },
    complexity: 100,
    resolve: (_root, { input }, { pcrm }) => pcrm.previewTurn(plainIds(input)),
  }),
);

const PerformedTurnType = builder.objectRef<PerformedTurn>('PerformedTurn').implement({
  description: 'What the turn of an election did.',
  authScopes: mayRead,
  fields: (t) => ({
    on: t.field({ type: 'Date', description: 'The day of the turn.', ...dayOf('on') }),
    ended: t.field({ type: [Membership], description: 'Terms that ended.', resolve: ({ ended }) => [...ended] }),
    begun: t.field({ type: [Membership], description: 'Terms that began.', resolve: ({ begun }) => [...begun] }),
    seatsEnded: t.field({
      type: [Membership],
      description: 'Ex officio seats and chairs that ended with them.',
      resolve: ({ seatsEnded }) => [...seatsEnded],
    }),
    seatsBegun: t.field({
      type: [Membership],
      description: 'Those of the re-elected, which began anew.',
      resolve: ({ seatsBegun }) => [...seatsBegun],
    }),
  }),
});

const PerformTurnInput = builder.inputType('PerformTurnInput', {
  description: 'The turn of an election, as it was previewed.',
  fields: (t) => ({
    ...turnFields(t),
    fingerprint: t.string({ required: true, description: 'What the preview of the same input gave.' }),
  }),
});

builder.mutationField('performTurn', (t) =>
  t.field({
    type: PerformedTurnType,
    description:
      'Performs the turn that was previewed: the present terms in the posts end and the new ones begin, in one go. A change since the preview is a conflict.',
    errors: asResult,
    args: { input: t.arg({ type: PerformTurnInput, required: true, description: 'The turn.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.performTurn(plainIds(input), { idempotencyKey }),
  }),
);
