import SchemaBuilder from '@pothos/core';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import type PrismaTypes from '../../generated/pothos.js';
import { getDatamodel } from '../../generated/pothos.js';
import type { PrismaClient } from '../../generated/prisma/client.js';
import { CommitmentStatus, EngagementChannel, EngagementDirection, StakeholderCategory } from '../../generated/prisma/enums.js';

/** The builder as the documentation of Pothos sets one up with its Prisma and Relay plugins. */
function builderOn(prisma: PrismaClient) {
  return new SchemaBuilder<{
    PrismaTypes: PrismaTypes;
    DefaultFieldNullability: false;
    DefaultEdgesNullability: { list: false; items: false };
    DefaultNodeNullability: false;
  }>({
    plugins: [PrismaPlugin, RelayPlugin],
    defaultFieldNullability: false,
    prisma: { client: prisma, dmmf: getDatamodel() },
    relay: { edgesFieldOptions: { nullable: { list: false, items: false } }, nodeFieldOptions: { nullable: false } },
  });
}

type Builder = ReturnType<typeof builderOn>;

/** The schema as that documentation makes one: nodes, connections and relations. */
export function pothosSchema(prisma: PrismaClient) {
  const builder = builderOn(prisma);
  builder.queryType({});
  builder.mutationType({});
  const nodes = addNodes(builder);
  addLists(builder, prisma, nodes);
  addSearches(builder, prisma, nodes);
  addDashboard(builder, prisma, nodes);
  addMutations(builder, prisma, nodes);
  return builder.toSchema();
}

function addNodes(builder: Builder) {
  const Category = builder.enumType('StakeholderCategory', { values: Object.values(StakeholderCategory) });
  const Stakeholder = builder.prismaNode('Stakeholder', {
    id: { field: 'id' },
    fields: (t) => ({
      kind: t.exposeString('kind'),
      name: t.exposeString('name'),
      region: t.exposeString('region', { nullable: true }),
      contactPoints: t.relation('contactPoints', { query: { orderBy: [{ kind: 'asc' }, { id: 'asc' }] } }),
      memberships: t.relatedConnection('memberships', { cursor: 'id', query: { orderBy: { id: 'asc' } } }),
      engagements: t.relatedConnection('engagements', {
        cursor: 'engagementId_stakeholderId',
        query: { orderBy: [{ occurredAt: 'desc' }, { engagementId: 'desc' }] },
      }),
    }),
  });
  builder.prismaObject('ContactPoint', {
    fields: (t) => ({ id: t.exposeID('id'), kind: t.exposeString('kind'), value: t.exposeString('value') }),
  });
  builder.prismaObject('Membership', { fields: (t) => ({ id: t.exposeID('id'), organization: t.relation('organization') }) });
  builder.prismaObject('EngagementStakeholder', {
    fields: (t) => ({ engagement: t.relation('engagement'), stakeholder: t.relation('stakeholder') }),
  });
  const Engagement = builder.prismaNode('Engagement', {
    id: { field: 'id' },
    fields: (t) => ({
      occurredAt: t.string({ resolve: ({ occurredAt }) => occurredAt.toISOString() }),
      channel: t.exposeString('channel'),
      subject: t.exposeString('subject'),
      stakeholders: t.relation('stakeholders'),
    }),
  });
  const Commitment = builder.prismaNode('Commitment', {
    id: { field: 'id' },
    fields: (t) => ({
      text: t.exposeString('text'),
      due: t.string({ nullable: true, resolve: ({ dueDate }) => dueDate?.toISOString().slice(0, 10) ?? null }),
      stakeholder: t.relation('stakeholder'),
    }),
  });
  return { Category, Stakeholder, Engagement, Commitment };
}

type Nodes = ReturnType<typeof addNodes>;

function addLists(builder: Builder, prisma: PrismaClient, { Category, Stakeholder, Engagement }: Nodes): void {
  const Count = builder.objectRef<{ readonly region: string }>('Count').implement({
    fields: (t) => ({
      totalCount: t.int({
        resolve: ({ region }) =>
          prisma.stakeholder.count({ where: { categories: { has: 'EXPERT' }, kind: 'PERSON', region, archivedAt: null } }),
      }),
    }),
  });
  builder.queryFields((t) => ({
    stakeholders: t.prismaConnection({
      type: Stakeholder,
      cursor: 'id',
      args: { category: t.arg({ type: Category, required: true }) },
      resolve: (query, _parent, { category }) =>
        prisma.stakeholder.findMany({
          ...query,
          where: { categories: { has: category }, archivedAt: null },
          orderBy: [{ name: 'asc' }, { id: 'asc' }],
        }),
    }),
    engagements: t.prismaConnection({
      type: Engagement,
      cursor: 'id',
      totalCount: () => prisma.engagement.count(),
      resolve: (query) => prisma.engagement.findMany({ ...query, orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }] }),
    }),
    expertsIn: t.field({ type: Count, args: { region: t.arg.string({ required: true }) }, resolve: (_parent, args) => args }),
  }));
}

function addSearches(builder: Builder, prisma: PrismaClient, { Stakeholder, Engagement }: Nodes): void {
  builder.queryFields((t) => ({
    engagementsAbout: t.prismaField({
      type: [Engagement],
      args: { text: t.arg.string({ required: true }), first: t.arg.int({ required: true }) },
      resolve: (query, _parent, { text, first }) =>
        prisma.engagement.findMany({
          ...query,
          where: { subject: { contains: text } },
          orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
          take: first,
        }),
    }),
    // Prisma's filters know no regular expressions: the ids come from a statement of one's own.
    stakeholdersNamed: t.prismaField({
      type: [Stakeholder],
      args: { pattern: t.arg.string({ required: true }), first: t.arg.int({ required: true }) },
      resolve: async (query, _parent, { pattern, first }) => {
        const found = await prisma.$queryRaw<{ id: string }[]>`SELECT id FROM bench.stakeholders_named(${pattern}) LIMIT ${first}`;
        const ids = found.map(({ id }) => id);
        const rows = await prisma.stakeholder.findMany({ ...query, where: { id: { in: ids } } });
        return rows.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
      },
    }),
  }));
}

function addDashboard(builder: Builder, prisma: PrismaClient, { Category, Commitment }: Nodes): void {
  const Cell = builder
    .objectRef<{ readonly start: string; readonly category: StakeholderCategory; readonly engagements: number }>('EngagementCount')
    .implement({
      fields: (t) => ({
        start: t.exposeString('start'),
        category: t.expose('category', { type: Category }),
        engagements: t.exposeInt('engagements'),
      }),
    });
  const CommitmentPage = builder.objectRef<{ readonly onDay: Date; readonly first: number }>('CommitmentPage').implement({
    fields: (t) => ({
      totalCount: t.int({ resolve: ({ onDay }) => prisma.commitment.count({ where: overdue(onDay) }) }),
      nodes: t.prismaField({
        type: [Commitment],
        resolve: (query, { onDay, first }) =>
          prisma.commitment.findMany({ ...query, where: overdue(onDay), orderBy: [{ dueDate: 'asc' }, { id: 'asc' }], take: first }),
      }),
    }),
  });
  builder.queryFields((t) => ({
    engagementsByMonth: t.field({
      type: [Cell],
      args: { since: t.arg.string({ required: true }), until: t.arg.string({ required: true }) },
      resolve: (_parent, { since, until }) =>
        prisma.$queryRaw<{ start: string; category: StakeholderCategory; engagements: number }[]>`
          SELECT start, category::text AS category, engagements FROM bench.engagements_by_month(${since}::timestamptz, ${until}::timestamptz)`,
    }),
    overdueCommitments: t.field({
      type: CommitmentPage,
      args: { onDay: t.arg.string({ required: true }), first: t.arg.int({ required: true }) },
      resolve: (_parent, { onDay, first }) => ({ onDay: new Date(onDay), first }),
    }),
    notContacted: t.field({
      type: notContactedPage(builder, prisma),
      args: { onDay: t.arg.string({ required: true }), days: t.arg.int({ required: true }), first: t.arg.int({ required: true }) },
      resolve: (_parent, args) => args,
    }),
  }));
}

function notContactedPage(builder: Builder, prisma: PrismaClient) {
  const NotContacted = builder
    .objectRef<{ readonly name: string; readonly influence: number; readonly lastContactAt: Date | null }>('NotContacted')
    .implement({
      fields: (t) => ({
        name: t.exposeString('name'),
        influence: t.exposeInt('influence'),
        lastContactAt: t.string({ nullable: true, resolve: ({ lastContactAt }) => lastContactAt?.toISOString() ?? null }),
      }),
    });
  return builder.objectRef<{ readonly onDay: string; readonly days: number; readonly first: number }>('NotContactedPage').implement({
    fields: (t) => ({
      totalCount: t.int({
        resolve: async ({ onDay, days }) => {
          const [row] = await prisma.$queryRaw<{ count: number }[]>`
            SELECT count(*)::int AS count FROM bench.not_contacted(${onDay}::date, ${days}::int)`;
          return row?.count ?? 0;
        },
      }),
      nodes: t.field({
        type: [NotContacted],
        resolve: ({ onDay, days, first }) =>
          prisma.$queryRaw<{ name: string; influence: number; lastContactAt: Date | null }[]>`
            SELECT name, influence, last_contact_at AS "lastContactAt" FROM bench.not_contacted(${onDay}::date, ${days}::int) LIMIT ${first}`,
      }),
    }),
  });
}

function addMutations(builder: Builder, prisma: PrismaClient, { Engagement }: Nodes): void {
  const EntryInput = builder.inputType('EntryInput', {
    fields: (t) => ({
      occurredAt: t.string({ required: true }),
      channel: t.string({ required: true }),
      direction: t.string({ required: true }),
      subject: t.string({ required: true }),
      stakeholderIds: t.idList({ required: true }),
      enteredById: t.id({ required: true }),
    }),
  });
  builder.mutationFields((t) => ({
    logEngagement: t.prismaField({
      type: Engagement,
      args: { entry: t.arg({ type: EntryInput, required: true }) },
      resolve: (query, _parent, { entry }) => {
        const { stakeholderIds, ...columns } = columnsOf(entry);
        const stakeholders = { create: stakeholderIds.map((stakeholderId) => ({ stakeholderId })) };
        const staff = { create: [{ actorId: columns.enteredById }] };
        return prisma.engagement.create({ ...query, data: { ...columns, stakeholders, staff } });
      },
    }),
    logEngagements: t.int({
      args: { entries: t.arg({ type: [EntryInput], required: true }) },
      resolve: (_parent, { entries }) => logAll(prisma, entries.map(columnsOf)),
    }),
  }));
}

const overdue = (onDay: Date) => ({ status: CommitmentStatus.OPEN, dueDate: { lt: onDay } });

interface EntryArgument {
  readonly occurredAt: string;
  readonly channel: string;
  readonly direction: string;
  readonly subject: string;
  readonly stakeholderIds: readonly (string | number)[];
  readonly enteredById: string | number;
}

function columnsOf({ occurredAt, channel, direction, subject, stakeholderIds, enteredById }: EntryArgument) {
  return {
    occurredAt: new Date(occurredAt),
    channel: channel as EngagementChannel,
    direction: direction as EngagementDirection,
    subject,
    stakeholderIds: stakeholderIds.map(String),
    enteredById: String(enteredById),
  };
}

// One statement for each table.
async function logAll(prisma: PrismaClient, entries: readonly ReturnType<typeof columnsOf>[]): Promise<number> {
  return prisma.$transaction(async (transaction) => {
    const logged = await transaction.engagement.createManyAndReturn({
      data: entries.map(({ occurredAt, channel, direction, subject, enteredById }) => ({
        occurredAt,
        channel,
        direction,
        subject,
        enteredById,
      })),
      select: { id: true, occurredAt: true, enteredById: true },
    });
    await transaction.engagementStakeholder.createMany({
      data: logged.flatMap(({ id: engagementId, occurredAt }, index) =>
        (entries[index]?.stakeholderIds ?? []).map((stakeholderId) => ({ engagementId, occurredAt, stakeholderId })),
      ),
    });
    await transaction.engagementStaff.createMany({
      data: logged.map(({ id: engagementId, enteredById: actorId }) => ({ engagementId, actorId })),
    });
    return logged.length;
  });
}
