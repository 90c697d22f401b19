import { membershipList, membershipsOf, membersOf, type ChairTerm, type PageRequest, type PostOccupancy } from '@pcrm/core';
import { Body, Division, MembershipBasis } from './bodies.js';
import { builder } from './builder.js';
import { maybeNamedBy, namedBy } from './by-id.js';
import { readAsRows } from './compiled/rules.js';
import { listedBelowBy, listedBy, loaderFor } from './connection.js';
import { enumOf } from './enums.js';
import { plainIds } from './input.js';
import { asOfArg } from './input-fields.js';
import { HasPeriod } from './period.js';
import { Post } from './posts.js';
import { Record } from './record.js';
import { Organization, Person, Stakeholder } from './stakeholders.js';

export const MembershipRole = enumOf('MembershipRole');
export const TermEnd = enumOf('TermEnd');
const mayRead = { can: 'memberships:read' } as const;

export const Membership = builder.prismaNode('Membership', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record, HasPeriod],
  authScopes: mayRead,
  extensions: readAsRows(),
  fields: (t) => ({
    organization: t.field({
      type: Organization,
      description: 'Where they are something.',
      ...namedBy('Stakeholder', 'organizationId'),
    }),
    member: t.field({
      type: Stakeholder,
      nullable: true,
      description: 'The person or organization that is named; null when the seat belongs to a post: whoever holds it is the member.',
      ...maybeNamedBy('Stakeholder', 'memberId'),
    }),
    person: t.field({
      type: Stakeholder,
      nullable: true,
      description:
        'Who sits on it on a day: the member who is a person, or whoever holds the post by virtue of which the seat is held. Null for a vacancy, for an organization of which no such post is recorded, and where the membership does not hold on that day.',
      args: asOfArg(t.arg),
      resolve: ({ id }, { asOf }, context) =>
        loaderFor(context, `Membership.person ${asOf ?? ''}`, (ids) => context.pcrm.personsOfEach({ membershipIds: [...ids], asOf })).load(
          id,
        ),
    }),
    role: t.expose('role', { type: MembershipRole, description: 'What they are there.' }),
    label: t.exposeString('label', { nullable: true }),
    basis: t.expose('basis', { type: MembershipBasis, nullable: true }),
    post: t.field({
      type: Post,
      nullable: true,
      description: 'The post that is held; for the role POST_HOLDER.',
      ...maybeNamedBy('Post', 'postId'),
    }),
    exOfficioPost: t.field({
      type: Post,
      nullable: true,
      description: 'The post by virtue of which the seat is held; for the basis EX_OFFICIO.',
      ...maybeNamedBy('Post', 'exOfficioPostId'),
    }),
    seatNumber: t.exposeInt('seatNumber', { nullable: true }),
    onBehalfOf: t.field({
      type: Stakeholder,
      nullable: true,
      description: 'Party, ministry or group for which the member sits.',
      ...maybeNamedBy('Stakeholder', 'onBehalfOfId'),
    }),
    division: t.field({
      type: Division,
      nullable: true,
      description: 'The division of the committee.',
      ...maybeNamedBy('Division', 'divisionId'),
    }),
    termEnd: t.expose('termEnd', { type: TermEnd, description: 'What ends the term.' }),
    endReason: t.exposeString('endReason', { nullable: true, description: 'Why it ended.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last revised.' }),
    version: t.exposeInt('version', { description: 'What a revision is based on.' }),
  }),
});

const MembershipConnection = builder.connectionObject({ type: Membership, name: 'MembershipConnection' }, { name: 'MembershipEdge' });

const MembershipFilter = builder.inputType('MembershipFilter', {
  description: 'Which memberships a list has, and as of which day. Everything that is given must hold.',
  fields: (t) => ({
    organizationId: t.globalID({ for: [Organization], description: 'Only in this organization.' }),
    memberId: t.globalID({
      for: [Person, Organization],
      description: 'Only of this person or organization; the seats of a post count for whoever holds the post.',
    }),
    role: t.field({ type: MembershipRole, description: 'Only this role.' }),
    basis: t.field({ type: MembershipBasis, description: 'Only this basis.' }),
    asOf: t.field({ type: 'Date', description: 'Those that hold on this day; today in Korea when left out.' }),
    includeEnded: t.boolean({ description: 'Those that ended on the day or before, too.' }),
  }),
});

interface MembershipArgs extends PageRequest {
  readonly filter?: typeof MembershipFilter.$inferInput | null;
}

interface MembersArgs extends PageRequest {
  readonly asOf?: string | null;
  readonly role?: typeof MembershipRole.$inferInput | null;
  readonly includeEnded?: boolean | null;
}

builder.queryFields((t) => ({
  memberships: t.connection(
    {
      type: Membership,
      description: 'Memberships that hold on a day, in the order in which they were entered.',
      authScopes: mayRead,
      args: { filter: t.arg({ type: MembershipFilter, description: 'Which of them, and as of which day.' }) },
      ...listedBy((context, { filter }: MembershipArgs) => membershipList(context, plainIds(filter) ?? {})),
    },
    MembershipConnection,
  ),
}));

builder.prismaObjectField(Organization, 'members', (t) =>
  t.connection(
    {
      type: Membership,
      description: 'Who is something in it on a day, in the order in which it was entered.',
      args: { ...asOfArg(t.arg), role: t.arg({ type: MembershipRole, description: 'Only this role.' }) },
      ...listedBelowBy('Organization.members', (context, { asOf, role }: MembersArgs) => membersOf(context, { asOf, role })),
    },
    MembershipConnection,
  ),
);

builder.prismaInterfaceField(Stakeholder, 'memberships', (t) =>
  t.connection(
    {
      type: Membership,
      description:
        'What they are on a day, and where, in the order in which it was entered. The seats of a post that they hold are among them.',
      args: { ...asOfArg(t.arg), includeEnded: t.arg.boolean({ description: 'Those that ended on the day or before, too.' }) },
      ...listedBelowBy('Stakeholder.memberships', (context, { asOf, includeEnded }: MembersArgs) =>
        membershipsOf(context, { asOf, includeEnded }),
      ),
    },
    MembershipConnection,
  ),
);

builder.prismaObjectFields(Post, (t) => ({
  holders: t.field({
    type: [Membership],
    description: 'Who holds it on a day, by seat; none where it is vacant.',
    args: asOfArg(t.arg),
    resolve: async ({ id }, { asOf }, context) => {
      const holders = loaderFor(context, `Post.holders ${asOf ?? ''}`, (ids) => context.pcrm.holdersOfEach({ postIds: [...ids], asOf }));
      return (await holders.load(id)).map(({ membership }) => membership);
    },
  }),
}));

const PostOccupancyType = builder.objectRef<PostOccupancy>('PostOccupancy').implement({
  description: 'How many may hold a post, and how many do on a day.',
  authScopes: mayRead,
  fields: (t) => ({
    post: t.field({ type: Post, description: 'The post.', resolve: ({ post }) => post }),
    capacity: t.exposeInt('capacity', { description: 'How many may hold it at a time.' }),
    held: t.exposeInt('held', { description: 'How many hold it.' }),
    vacant: t.exposeInt('vacant', { description: 'How many seats of it nobody holds.' }),
  }),
});

builder.prismaObjectFields(Organization, (t) => ({
  vacancies: t.field({
    type: [PostOccupancyType],
    description: 'The posts of it and of its units that exist on a day, filled and vacant, by title.',
    args: asOfArg(t.arg),
    resolve: ({ id }, { asOf }, context) =>
      loaderFor(context, `Organization.vacancies ${asOf ?? ''}`, (ids) =>
        context.pcrm.vacanciesOfEach({ organizationIds: [...ids], asOf }),
      ).load(id),
  }),
}));

builder.prismaObjectField(Body, 'members', (t) =>
  t.connection(
    {
      type: Membership,
      description: 'Its members on a day, in the order in which they were entered. The chairs have memberships of their own.',
      args: asOfArg(t.arg),
      ...listedBelowBy('Body.members', (context, { asOf }: MembersArgs) => membersOf(context, { asOf, role: 'MEMBER' })),
    },
    MembershipConnection,
  ),
);

builder.prismaObjectFields(Body, (t) => ({
  chairs: t.field({
    type: [Membership],
    description: 'Its chair on a day, or its co-chairs by seat; none where nobody chairs it.',
    args: asOfArg(t.arg),
    resolve: async ({ id }, { asOf }, context) => {
      const chairs = loaderFor(context, `Body.chairs ${asOf ?? ''}`, (ids) => context.pcrm.chairsOfEach({ bodyIds: [...ids], asOf }));
      return (await chairs.load(id)).map(({ membership }) => membership);
    },
  }),
}));

export const ChairTermType = builder.objectRef<ChairTerm>('ChairTerm').implement({
  description: 'A term in the cycle of a body’s chairs. A chair that belongs to a post gives a term for each who held the post during it.',
  interfaces: [HasPeriod],
  authScopes: mayRead,
  fields: (t) => ({
    chair: t.field({
      type: Stakeholder,
      nullable: true,
      description: 'The person or organization in the chair; null when it belongs to a post of which no holder is recorded.',
      resolve: ({ chair }) => chair,
    }),
    membership: t.field({
      type: Membership,
      description: 'The chair as it was entered: how chosen, and what ends the term.',
      resolve: ({ membership }) => membership,
    }),
  }),
});

builder.prismaObjectFields(Body, (t) => ({
  chairHistory: t.field({
    type: [ChairTermType],
    description: 'Its chairs through time, the earliest first.',
    resolve: ({ id }, _args, context) =>
      loaderFor(context, 'Body.chairHistory', (bodyIds) => context.pcrm.chairHistoryOfEach({ bodyIds: [...bodyIds] })).load(id),
  }),
}));
