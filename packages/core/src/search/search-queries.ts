import { permits, type Actor, type Scope } from '../access/actor.js';
import type { Context } from '../context.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../database/keyset.js';
import type { ReadDatabase } from '../database/open-database.js';
import { InvalidInput } from '../errors.js';
import type { SearchKind } from '../generated/prisma/enums.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { candidatesOf, countCandidates, type Candidate, type Position } from './candidates.js';
import { distinctionsOf } from './distinction.js';
import { matchOf, type Match } from './highlight.js';
import { readingsOf, searchReasons, type Reading, type SearchReason } from './reading.js';
import { readCursor, writeCursor } from './search-cursor.js';
import { readingOfRank, searchKinds, type Searcher } from './search-sql.js';
import { loadTexts, type FoundRecord } from './search-texts.js';
import { searchInput, type SearchInput } from './search.js';

/** A record that was found: where in it, why, and what tells it apart from others of the same title. */
export type SearchHit = FoundRecord & {
  readonly title: string;
  readonly reason: SearchReason;
  /** The text in which it was found. */
  readonly matched: Match;
  /** Its place in the order: smaller is better, and equal for equal matches. */
  readonly rank: number;
  readonly distinction: string | null;
};

/** A part of what was found. */
export interface SearchPage {
  readonly rows: readonly { readonly row: SearchHit; readonly cursor: string }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

const scopeOfKind: Readonly<Record<SearchKind, Scope>> = {
  STAKEHOLDER: 'stakeholders:read',
  POLICY_TASK: 'policy-tasks:read',
  PROPOSAL: 'proposals:read',
  MEETING: 'meetings:read',
  ENGAGEMENT: 'engagements:read',
};

interface Search {
  readonly readings: readonly Reading[];
  readonly kinds: readonly SearchKind[];
  readonly searcher: Searcher;
}

/**
 * Searches names, other names, contact points, subjects, titles and texts at once: the best match first. Records of kinds that the actor
 * may not read are not there.
 *
 * @throws InvalidInput when there is nothing to look for, or more than 200 characters.
 */
export async function search(
  context: Context,
  { first, after, ...input }: SearchInput & { readonly first?: number | null | undefined; readonly after?: string | null | undefined },
): Promise<SearchPage> {
  const { db, actor } = context;
  const asked = searchOf(actor, input);
  const size = pageSize(first);
  const start = after == null ? undefined : readCursor(after);
  const candidates = await firstCandidates(db, asked, { after: start, size: size + 1 });
  const page = candidates.slice(0, size);
  const idsOfKind = new Map([...groupBy(page, ({ kind }) => kind)].map(([kind, rows]) => [kind, rows.map(({ id }) => id)]));
  const texts = await loadTexts(db, actor, idsOfKind);
  const distinctions = await distinctionsOf(context, [...texts.values()]);
  const rows = page.flatMap((candidate) => {
    const found = texts.get(candidate.id);
    const reason = searchReasons[readingOfRank(candidate.rank)];
    const reading = asked.readings.find((each) => each.reason === reason);
    const matched = found && reading && matchOf(reading, found.texts);
    // It was removed since, or is no longer to be seen.
    if (!found || !reading || !matched) return [];
    const { texts: _, ...record } = found;
    const row = { ...record, reason: reading.reason, matched, rank: candidate.rank, distinction: distinctions.get(candidate.id) ?? null };
    return [{ row, cursor: writeCursor(candidate) }];
  });
  return { rows, hasNextPage: candidates.length > size, hasPreviousPage: start !== undefined };
}

/** How many records of each kind there are that a search finds; 0 for a kind that the actor may not read. */
export async function searchCounts({ db, actor }: Context, input: SearchInput): Promise<{ kind: SearchKind; count: number }[]> {
  const { readings, kinds, searcher } = searchOf(actor, input);
  const likely = await countCandidates(db, { readings: readings.filter(({ reason }) => reason !== 'TYPO'), kinds, searcher });
  const isNone = [...likely.values()].every((count) => count === 0);
  const counts = isNone ? await countCandidates(db, { readings, kinds, searcher }) : likely;
  return (input.kinds ?? searchKinds).map((kind) => ({ kind, count: counts.get(kind) ?? 0 }));
}

function searchOf(actor: Actor, input: SearchInput): Search {
  const { text, kinds, includeArchived } = parseInput(searchInput, input);
  const readings = readingsOf(text);
  if (readings.length === 0) {
    throw InvalidInput.at(['text'], 'nothing_to_look_for', 'Write a letter or a digit: blanks and punctuation are not looked for.');
  }
  return {
    readings,
    kinds: searchKinds.filter((kind) => (kinds ?? searchKinds).includes(kind) && permits(actor, scopeOfKind[kind])),
    searcher: { actor, includeArchived: includeArchived ?? false },
  };
}

function pageSize(first: number | null | undefined): number {
  const size = first ?? DEFAULT_PAGE_SIZE;
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE_SIZE) {
    throw InvalidInput.at(['first'], 'page_size', `A page has 1 to ${MAX_PAGE_SIZE} rows.`);
  }
  return size;
}

// Reads what was typed in one way after another until there is enough. That it was mistyped is the last thing to think of.
async function firstCandidates(
  db: ReadDatabase,
  { readings, kinds, searcher }: Search,
  { after, size }: { readonly after: Position | undefined; readonly size: number },
): Promise<Candidate[]> {
  const from = after === undefined ? 0 : readingOfRank(after.rank);
  let candidates: Candidate[] = [];
  for (const [index, reading] of readings.entries()) {
    if (searchReasons.indexOf(reading.reason) < from) continue;
    if (
      reading.reason === 'TYPO' &&
      (candidates.length > 0 || (after !== undefined && readingOfRank(after.rank) !== searchReasons.indexOf('TYPO')))
    )
      break;
    const earlier = reading.reason === 'TYPO' ? [] : readings.slice(0, index);
    const found = await candidatesOf(db, { reading, earlier, kinds, searcher, after, size: size - candidates.length });
    candidates = [...candidates, ...found];
    if (candidates.length >= size) break;
  }
  return candidates;
}
