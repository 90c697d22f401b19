import type { ReadDatabase } from '../database/open-database.js';
import { Prisma } from '../generated/prisma/client.js';
import type { SearchKind } from '../generated/prisma/enums.js';
import type { Reading } from './reading.js';
import { classSql, countsSql, lookupSql, rankOf, rankSql, visibleSql, type MatchClass, type Searcher } from './search-sql.js';

/** Where a match stands in the answer: by rank, then by precedence among equals, then by id. */
export interface Position {
  readonly rank: number;
  readonly precedence: number;
  readonly id: string;
}

/** A record that matches. */
export interface Candidate extends Position {
  readonly kind: SearchKind;
}

/** Which matches of a reading are wanted: the first so many after a position, of these kinds, and of none that an earlier reading matched. */
export interface CandidateRequest {
  readonly reading: Reading;
  readonly earlier: readonly Reading[];
  readonly kinds: readonly SearchKind[];
  readonly searcher: Searcher;
  readonly after: Position | undefined;
  readonly size: number;
}

// Up to so many documents of a kind are all compared and ordered. Where the index finds more, what was typed is common: then the best are
// among the first of the kind, which an index holds in order of precedence.
const FEW = 1_000;
const HEAD = 2_000;

/** The first matches of a reading, in order. */
export async function candidatesOf(db: ReadDatabase, request: CandidateRequest): Promise<Candidate[]> {
  const { reading, size } = request;
  const { found, common } = await compareFew(db, request);
  let candidates = found;
  for (const matchClass of reading.place === 'NAMES' ? ([0, 1, 2, 3] as const) : ([null] as const)) {
    if (common.length === 0) break;
    // What was found is complete up to this class: nothing that is still to come goes before it.
    const complete = candidates.filter(({ rank }) => matchClass !== null && rank % 100 < matchClass * 10);
    if (complete.length >= size) break;
    for (const kind of common) candidates = candidates.concat(await readCommon(db, request, { kind, matchClass }));
  }
  return candidates.toSorted(byPosition).slice(0, size);
}

function byPosition(a: Position, b: Position): number {
  return a.rank - b.rank || a.precedence - b.precedence || (a.id < b.id ? -1 : 1);
}

interface Compared {
  readonly found: Candidate[];
  readonly common: readonly SearchKind[];
}

/** Compares the documents that the index finds, all kinds in one statement, and tells of which kinds there are too many for that. */
async function compareFew(db: ReadDatabase, request: CandidateRequest): Promise<Compared> {
  const { reading, kinds, searcher, after, size } = request;
  const lookups = kinds.flatMap((kind) => {
    const lookup = lookupSql(reading, kind, searcher);
    return lookup === null
      ? []
      : [
          Prisma.sql`(SELECT d."id", d."kind", d."precedence", ${classOfRequest(request, kind)} AS class
            FROM "SearchDocument" d WHERE ${countsSql(searcher)} AND ${lookup} LIMIT ${FEW + 1})`,
        ];
  });
  if (lookups.length === 0) return { found: [], common: [] };
  const rows = await db.$queryRaw<(Omit<Candidate, 'id'> & { readonly id: string | null; readonly common: SearchKind[] | null })[]>`
    WITH few AS MATERIALIZED (${Prisma.join(lookups, ' UNION ALL ')}),
    common AS MATERIALIZED (SELECT "kind" FROM few GROUP BY "kind" HAVING count(*) > ${FEW}),
    found AS (
      SELECT * FROM (SELECT f."id", f."kind", f."precedence", ${rankSql(reading)} AS rank FROM few f
        WHERE class IS NOT NULL AND "kind" NOT IN (SELECT "kind" FROM common) AND ${visibleOfAll(kinds, searcher)}) f
      WHERE ${afterSql(after)} ORDER BY rank, "precedence", "id" LIMIT ${size})
    SELECT f.*, (SELECT array_agg("kind"::text) FROM common) AS common FROM (SELECT TRUE) always LEFT JOIN found f ON TRUE`;
  const found = rows.flatMap(({ id, kind, rank, precedence }) => (id === null ? [] : [{ id, kind, rank, precedence }]));
  return { found, common: rows[0]?.common ?? [] };
}

interface CommonMatches {
  readonly kind: SearchKind;
  /** Only those that match so well; null for all, which then count as equals. */
  readonly matchClass: MatchClass | null;
}

/** The first matches of a kind, where the index may find very many: among the few, among the first in order, or at last among all. */
function readCommon(db: ReadDatabase, request: CandidateRequest, { kind, matchClass }: CommonMatches): Promise<Candidate[]> {
  const { reading, searcher, after, size } = request;
  const rank = rankOf(reading, kind, matchClass ?? 3);
  if (after && after.rank > rank) return Promise.resolve([]);
  const lookup = lookupSql(reading, kind, { ...searcher, atBest: matchClass ?? 3 }) ?? Prisma.sql`FALSE`;
  const columns = Prisma.sql`d."id", d."kind", d."precedence"`;
  const matching = Prisma.sql`SELECT ${columns} FROM "SearchDocument" d WHERE ${countsSql(searcher)} AND ${lookup} AND ${isOfClass(request, kind, matchClass)}`;
  const visible = visibleSql(kind, searcher);
  const isAfter =
    after?.rank === rank ? Prisma.sql`(d."precedence", d."id") > (${after.precedence}::int, ${after.id}::uuid)` : Prisma.sql`TRUE`;
  const ordered = Prisma.sql`ORDER BY d."precedence", d."id"`;
  const first = Prisma.sql`ORDER BY f."precedence", f."id" LIMIT ${size}`;
  return db.$queryRaw<Candidate[]>`
    WITH few AS MATERIALIZED (SELECT d."id" FROM "SearchDocument" d WHERE ${countsSql(searcher)} AND ${lookup} LIMIT ${FEW + 1}),
    is_common AS MATERIALIZED (SELECT count(*) > ${FEW} AS it FROM few),
    head AS MATERIALIZED (
      SELECT f."id", f."kind", f."precedence" FROM (
        SELECT d.* FROM "SearchDocument" d WHERE (SELECT it FROM is_common) AND d."kind" = ${kind}::"SearchKind" AND ${countsSql(searcher)}
          AND ${isAfter} ${ordered} LIMIT ${HEAD}) d
      CROSS JOIN LATERAL (SELECT ${columns}) f
      WHERE ${isOfClass(request, kind, matchClass)} AND ${visible} ${first}),
    rest AS MATERIALIZED (
      SELECT f.* FROM (${matching} AND (SELECT count(*) FROM head) < ${size} AND ${isAfter} ${ordered} OFFSET 0) f
      WHERE ${visible} ${first})
    SELECT f.*, ${rank}::int AS rank FROM (
      SELECT * FROM head WHERE (SELECT count(*) FROM head) >= ${size} UNION ALL SELECT * FROM rest) f ${first}`;
}

function isOfClass(request: CandidateRequest, kind: SearchKind, matchClass: MatchClass | null): Prisma.Sql {
  const own = classOfRequest(request, kind);
  return matchClass === null ? Prisma.sql`(${own}) IS NOT NULL` : Prisma.sql`(${own}) = ${matchClass}`;
}

// What an earlier reading matches stands in the answer already.
function classOfRequest({ reading, earlier, searcher }: CandidateRequest, kind: SearchKind): Prisma.Sql {
  const own = classSql(reading, kind, searcher);
  if (earlier.length === 0) return own;
  const matched = earlier.map((other) => Prisma.sql`(${classSql(other, kind, searcher)}) IS NOT NULL`);
  return Prisma.sql`CASE WHEN NOT (${Prisma.join(matched, ' OR ')}) THEN ${own} END`;
}

function visibleOfAll(kinds: readonly SearchKind[], searcher: Searcher): Prisma.Sql {
  return kinds.includes('ENGAGEMENT') ? Prisma.sql`(f."kind" <> 'ENGAGEMENT' OR ${visibleSql('ENGAGEMENT', searcher)})` : Prisma.sql`TRUE`;
}

function afterSql(after: Position | undefined): Prisma.Sql {
  return Prisma.sql`(f.rank, f."precedence", f."id") > ${positionSql(after)}`;
}

function positionSql(after: Position | undefined): Prisma.Sql {
  const { rank, precedence, id } = after ?? { rank: -1, precedence: 0, id: '00000000-0000-0000-0000-000000000000' };
  return Prisma.sql`(${rank}::int, ${precedence}::int, ${id}::uuid)`;
}

/** How many records of each kind match at least one of the readings. */
export async function countCandidates(
  db: ReadDatabase,
  {
    readings,
    kinds,
    searcher,
  }: { readonly readings: readonly Reading[]; readonly kinds: readonly SearchKind[]; readonly searcher: Searcher },
): Promise<Map<SearchKind, number>> {
  const counts = kinds.flatMap((kind) => {
    const lookups = readings.flatMap((reading) => {
      const lookup = lookupSql(reading, kind, searcher);
      return lookup === null ? [] : [Prisma.sql`(${lookup} AND (${classSql(reading, kind, searcher)}) IS NOT NULL)`];
    });
    if (lookups.length === 0) return [];
    return [
      Prisma.sql`SELECT ${kind}::text AS kind, count(*)::int AS total FROM (
        SELECT d."id" FROM "SearchDocument" d WHERE ${countsSql(searcher)} AND (${Prisma.join(lookups, ' OR ')})) f WHERE ${visibleSql(kind, searcher)}`,
    ];
  });
  if (counts.length === 0) return new Map();
  const rows = await db.$queryRaw<{ kind: SearchKind; total: number }[]>`${Prisma.join(counts, ' UNION ALL ')}`;
  return new Map(rows.map(({ kind, total }) => [kind, total]));
}
