import { bodyList, type BodySeats, type SeatCount } from '@pcrm/core';
import { builder } from './builder.js';
import { namedBy } from './by-id.js';
import { readAsRows } from './compiled/rules.js';
import { connectionOf, loaderFor, pageCost } from './connection.js';
import type { GraphQLContext } from './context.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { asOfArg, holdingOn, onlyAsOfArg, asResult, idempotencyArg, periodFields, versionField, type InputFields } from './input-fields.js';
import { Money, MoneyInput } from './money.js';
import { HasPeriod } from './period.js';
import { Record } from './record.js';
import { sourceField } from './sources.js';
import { Organization } from './stakeholders.js';

const BodyKind = enumOf('BodyKind');
const DuesRule = enumOf('DuesRule');
export const MembershipBasis = enumOf('MembershipBasis');
const mayRead = { can: 'bodies:read' } as const;

const SeatCountInterface = builder.interfaceRef<SeatCount>('SeatCount').implement({
  description: 'Seats on a day.',
  fields: (t) => ({
    quota: t.exposeInt('quota', { nullable: true, description: 'How many there are by rule; null where no rule says it.' }),
    filled: t.exposeInt('filled', {
      description: 'Members of whom a membership is recorded. A seat that belongs to a post counts as filled; the roster tells by whom.',
    }),
    vacant: t.exposeInt('vacant', { nullable: true, description: 'How many are left; null where no rule says how many there are.' }),
  }),
});

const SeatsOfBasis = builder.objectRef<BodySeats['byBasis'][number]>('SeatsOfBasis').implement({
  description: 'The seats of a body that are filled on one basis, on a day.',
  interfaces: [SeatCountInterface],
  authScopes: mayRead,
  fields: (t) => ({
    basis: t.expose('basis', {
      type: MembershipBasis,
      nullable: true,
      description: 'How they are filled; null for members of whom the source does not say it.',
    }),
  }),
});

const SeatTotal = builder.objectRef<SeatCount>('SeatTotal').implement({
  description: 'All seats of a body on a day.',
  interfaces: [SeatCountInterface],
  authScopes: mayRead,
});

export const Body = builder.prismaNode('Body', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    organization: t.field({
      type: Organization,
      description: 'The organization that it is.',
      ...namedBy('Stakeholder', 'id'),
    }),
    kind: t.expose('kind', { type: BodyKind, description: 'Consultative body or committee.' }),
    legalBasis: t.exposeString('legalBasis', { nullable: true }),
    chairBasis: t.expose('chairBasis', { type: MembershipBasis, nullable: true }),
    chairSeats: t.exposeInt('chairSeats'),
    regularMeetingsPerYear: t.exposeInt('regularMeetingsPerYear', { nullable: true }),
    regularMeetingMonths: t.exposeIntList('regularMeetingMonths'),
    extraordinaryMeetings: t.exposeBoolean('extraordinaryMeetings'),
    convenedWhen: t.exposeString('convenedWhen', { nullable: true }),
    maxConsecutiveTerms: t.exposeInt('maxConsecutiveTerms', { nullable: true }),
    maxGenderPercent: t.exposeInt('maxGenderPercent', { nullable: true }),
    duesRule: t.expose('duesRule', { type: DuesRule, description: 'Who bears its cost.' }),
    dues: t.field({
      type: Money,
      nullable: true,
      description: 'What each member pays a year; null unless the rule is FIXED_PER_YEAR.',
      resolve: ({ duesAmount, duesUnit }) => (duesAmount === null || duesUnit === null ? null : { amount: duesAmount, unit: duesUnit }),
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last revised.' }),
    version: t.exposeInt('version', { description: 'What a revision is based on.' }),
    divisions: t.relation('divisions', { description: 'Its divisions, in its own order.', query: { orderBy: { position: 'asc' } } }),
    seatQuotas: t.relation('seatQuotas', {
      description: 'How many seats are filled on which basis, through time.',
      args: onlyAsOfArg(t.arg),
      query: (args) => ({
        where: holdingOn(args),
        orderBy: [{ basis: 'asc' }, { fromDate: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }],
      }),
    }),
    seats: t.field({
      type: [SeatsOfBasis],
      description: 'Its seats on a day, for each basis that has a quota or a member. Chairs are no seats of their own.',
      args: asOfArg(t.arg),
      resolve: async ({ id }, { asOf }, context) => [...(await seats(context, asOf).load(id)).byBasis],
    }),
    seatTotal: t.field({
      type: SeatTotal,
      description: 'All its seats on a day.',
      args: asOfArg(t.arg),
      resolve: async ({ id }, { asOf }, context) => (await seats(context, asOf).load(id)).total,
    }),
  }),
});

const seats = (context: GraphQLContext, asOf: string | null | undefined) =>
  loaderFor(context, `Body.seats ${asOf ?? ''}`, (bodyIds) => context.pcrm.seatsOfEach({ bodyIds: [...bodyIds], asOf }));

const SeatQuota = builder.prismaNode('SeatQuota', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record, HasPeriod],
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    body: t.relation('body', { description: 'The body.' }),
    basis: t.expose('basis', { type: MembershipBasis, description: 'How the seats are filled.' }),
    seats: t.exposeInt('seats', { description: 'How many there are.' }),
    version: t.exposeInt('version', { description: 'Grows when a later quota ends this one.' }),
  }),
});

export const Division = builder.prismaNode('Division', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    body: t.relation('body', { description: 'The committee that it is a division of.' }),
    name: t.exposeString('name', { description: 'Korean name, unique within the body.' }),
    nameEnglish: t.exposeString('nameEnglish', { nullable: true, description: 'English name.' }),
    position: t.exposeInt('position'),
  }),
});

builder.prismaObjectField(Organization, 'body', (t) =>
  t.relation('body', { nullable: true, description: 'What it is as a body that meets; null when it is none.' }),
);

const BodyConnection = builder.connectionObject({ type: Body, name: 'BodyConnection' }, { name: 'BodyEdge' });

const BodyFilter = builder.inputType('BodyFilter', {
  description: 'Which bodies a list has. Everything that is given must hold.',
  fields: (t) => ({
    kind: t.field({ type: BodyKind, description: 'Only consultative bodies, or only committees.' }),
    includeArchived: t.boolean({ description: 'Those whose organization is archived, too.' }),
  }),
});

builder.queryFields((t) => ({
  bodies: t.connection(
    {
      type: Body,
      description: 'Consultative bodies and committees, by name.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: BodyFilter, description: 'Which of them.' }) },
      complexity: pageCost,
      resolve: (_root, { filter, ...page }, context) => connectionOf(context, bodyList(context.actor, plainIds(filter) ?? {}), page),
    },
    BodyConnection,
  ),
}));

const bodyFields = (t: InputFields) => ({
  legalBasis: t.string({ description: 'The ordinance or agreement that it rests on.' }),
  chairBasis: t.field({ type: MembershipBasis, description: 'How the chair is chosen; left out when the source does not say.' }),
  chairSeats: t.int({ description: 'How many chairs it has at a time: 1 unless said, co-chairs when more.' }),
  regularMeetingsPerYear: t.int({ description: 'How many regular meetings a year are due.' }),
  regularMeetingMonths: t.intList({ description: 'Months (1 to 12) in which they are due, where the rule names them.' }),
  extraordinaryMeetings: t.boolean({ description: 'Whether extraordinary meetings may be called.' }),
  convenedWhen: t.string({ description: 'When it is convened, where the rule is not a number of meetings.' }),
  maxConsecutiveTerms: t.int({ description: 'How many terms in a row a member may be appointed for, where a rule limits it.' }),
  maxGenderPercent: t.int({
    description: 'How many percent of the appointed seats one gender may have, 50 to 100; left out, a committee has the limit of the law.',
  }),
  duesRule: t.field({ type: DuesRule, description: 'Who bears its cost.' }),
  dues: t.field({ type: MoneyInput, description: 'What each member pays a year; with the rule FIXED_PER_YEAR.' }),
});

const EstablishBodyInput = builder.inputType('EstablishBodyInput', {
  description: 'What an organization is as a body that meets.',
  fields: (t) => ({
    organizationId: t.globalID({ required: true, for: [Organization], description: 'The organization that is the body.' }),
    kind: t.field({ type: BodyKind, required: true, description: 'Consultative body or committee.' }),
    ...bodyFields(t),
    ...sourceField(t),
  }),
});

builder.mutationField('establishBody', (t) =>
  t.field({
    type: Body,
    description: 'Makes an organization a body that meets.',
    errors: asResult,
    args: { input: t.arg({ type: EstablishBodyInput, required: true, description: 'The body.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.establishBody(plainIds(input), { idempotencyKey }),
  }),
);

const ReviseBodyInput = builder.inputType('ReviseBodyInput', {
  description: 'Fields of a body to change: what is left out stays, null clears. Another rule of dues clears the sum.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Body], description: 'The body.' }),
    ...versionField(t),
    kind: t.field({ type: BodyKind, description: 'Consultative body or committee.' }),
    ...bodyFields(t),
  }),
});

builder.mutationField('reviseBody', (t) =>
  t.field({
    type: Body,
    description: 'Changes the fields that are given. Fewer chairs than are or were taken is a conflict.',
    errors: asResult,
    args: { input: t.arg({ type: ReviseBodyInput, required: true, description: 'What to change.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.reviseBody(plainIds(input), { idempotencyKey }),
  }),
);

const SetSeatQuotaInput = builder.inputType('SetSeatQuotaInput', {
  description: 'How many seats of a body are filled on a basis, for a period.',
  fields: (t) => ({
    bodyId: t.globalID({ required: true, for: [Body], description: 'The body.' }),
    basis: t.field({ type: MembershipBasis, required: true, description: 'EX_OFFICIO or APPOINTED: the others choose a chair.' }),
    seats: t.int({ required: true, description: 'How many there are.' }),
    ...periodFields(t),
    ...sourceField(t),
  }),
});

builder.mutationField('setSeatQuota', (t) =>
  t.field({
    type: SeatQuota,
    description: 'Says how many seats are filled on a basis from a day on. The quota that ran until then ends there and is kept.',
    errors: asResult,
    args: { input: t.arg({ type: SetSeatQuotaInput, required: true, description: 'The quota.' }), ...idempotencyArg(t.arg) },
    // Core says which bases fill a seat.
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.setSeatQuota(plainIds(input) as never, { idempotencyKey }),
  }),
);

const AddDivisionInput = builder.inputType('AddDivisionInput', {
  description: 'A division of a body.',
  fields: (t) => ({
    bodyId: t.globalID({ required: true, for: [Body], description: 'The body.' }),
    name: t.string({ required: true, description: 'Korean name, unique within the body.' }),
    nameEnglish: t.string({ description: 'English name.' }),
    position: t.int({ description: 'Order in which the body lists it, from 1; the last when left out.' }),
    ...sourceField(t),
  }),
});

builder.mutationField('addDivision', (t) =>
  t.field({
    type: Division,
    description: 'Adds a division to a body.',
    errors: asResult,
    args: { input: t.arg({ type: AddDivisionInput, required: true, description: 'The division.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.addDivision(plainIds(input), { idempotencyKey }),
  }),
);
