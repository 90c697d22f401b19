import {
  countRows,
  countRowsOfEach,
  DEFAULT_PAGE_SIZE,
  loadPage,
  loadPages,
  type CountablePage,
  type KeysetList,
  type Page,
  type PageRequest,
} from '@pcrm/core';
import DataLoader from 'dataloader';
import { builder } from './builder.js';
import { pageOf } from './compiled/pages.js';
import { compiledBy } from './compiled/rules.js';
import type { GraphQLContext } from './context.js';

/** A connection as Relay defines it; its total is counted only when it is asked for. */
interface ConnectionShape<Row> {
  readonly edges: { readonly cursor: string; readonly node: Row }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: () => Promise<number>;
}

builder.globalConnectionField('totalCount', (t) =>
  t.int({
    description: 'How many there are in all. Counted only when it is asked for.',
    complexity: 10,
    resolve: (connection) => (connection as unknown as ConnectionShape<unknown>).totalCount(),
  }),
);

/** A page of a list, as a connection. */
export async function connectionOf<Row>({ db }: GraphQLContext, list: KeysetList<Row>, args: PageRequest): Promise<ConnectionShape<Row>> {
  return toConnection(await loadPage(db, list, args), () => countRows(db, list));
}

/** A page that a query of core has loaded, as a connection. */
export function connectionOfPage<Row>(page: CountablePage<Row>): ConnectionShape<Row> {
  return toConnection(page, page.countAll);
}

interface ListBelow<Row> {
  /** The field, such as `Stakeholder.engagements`: what is loaded together. */
  readonly field: string;
  readonly parentId: string;
  readonly list: KeysetList<Row>;
  readonly args: PageRequest;
}

/** A page of a list below a parent, as a connection. All parents of one answer are read in one statement, with the limit for each. */
export async function connectionBelow<Row>(
  context: GraphQLContext,
  { field, parentId, list, args }: ListBelow<Row>,
): Promise<ConnectionShape<Row>> {
  const { db } = context;
  return connectionBelowEach(context, {
    field,
    parentId,
    args,
    load: (parentIds) => loadPages(db, list, { ...args, parentIds }),
    count: (parentIds) => countRowsOfEach(db, list, parentIds),
  });
}

interface PagesBelow<Row> {
  readonly field: string;
  readonly parentId: string;
  readonly args: PageRequest;
  /** The page below each of the parents, in their order. */
  readonly load: (parentIds: readonly string[]) => Promise<readonly Page<Row>[]>;
  /** How many rows there are below each. */
  readonly count: (parentIds: readonly string[]) => Promise<readonly number[]>;
}

/** The same of a list that a query of core loads. */
export async function connectionBelowEach<Row>(
  context: GraphQLContext,
  { field, parentId, args, load, count }: PagesBelow<Row>,
): Promise<ConnectionShape<Row>> {
  const key = `${field} ${JSON.stringify(args)}`;
  const pages = loaderFor<Page<Row>>(context, key, load);
  const totals = loaderFor<number>(context, `${key} total`, count);
  return toConnection(await pages.load(parentId), () => totals.load(parentId));
}

/** What a connection that pages through a list takes, in either lane. */
interface Listed<Parent, Args, Row> {
  readonly complexity: typeof pageCost;
  readonly resolve: (parent: Parent, args: Args, context: GraphQLContext) => Promise<ConnectionShape<Row>>;
  readonly extensions: ReturnType<typeof compiledBy>;
}

type ListFor<Args, Row> = (context: GraphQLContext, args: Args) => KeysetList<Row>;

/** A connection of the root that pages through a list. */
export function listedBy<Args extends PageRequest, Row>(listFor: ListFor<Args, Row>): Listed<unknown, NoInfer<Args>, Row> {
  return {
    complexity: pageCost,
    resolve: (_root, args, context) => connectionOf(context, listFor(context, args), args),
    extensions: compiledBy(pageOf(listFor)),
  };
}

/** A connection that pages through a list below each record. `field` is its name, such as `Stakeholder.engagements`. */
export function listedBelowBy<Args extends PageRequest, Row>(
  field: string,
  listFor: ListFor<Args, Row>,
): Listed<{ readonly id: string }, NoInfer<Args>, Row> {
  return {
    complexity: pageCost,
    resolve: ({ id }, args, context) => connectionBelow(context, { field, parentId: id, list: listFor(context, args), args }),
    extensions: compiledBy(pageOf(listFor)),
  };
}

/** The loader of this request for a key; made at its first use. The function answers in the order of the ids. */
export function loaderFor<Value>(
  { loaders }: GraphQLContext,
  key: string,
  load: (ids: readonly string[]) => Promise<readonly Value[]>,
): DataLoader<string, Value> {
  const existing = loaders.get(key);
  if (existing) return existing as DataLoader<string, Value>;
  const loader = new DataLoader<string, Value>(load);
  loaders.set(key, loader);
  return loader;
}

/** The cost of a connection: as many times its nodes as it may have. For the `complexity` of each connection field. */
export function pageCost(args: PageRequest) {
  return { field: 2, multiplier: args.first ?? args.last ?? DEFAULT_PAGE_SIZE };
}

function toConnection<Row>({ rows, hasNextPage, hasPreviousPage }: Page<Row>, totalCount: () => Promise<number>): ConnectionShape<Row> {
  return {
    edges: rows.map(({ row, cursor }) => ({ cursor, node: row })),
    pageInfo: { hasNextPage, hasPreviousPage, startCursor: rows[0]?.cursor ?? null, endCursor: rows.at(-1)?.cursor ?? null },
    totalCount,
  };
}
