import { permits, type Actor } from '../access/actor.js';
import { visibleEngagementsSql } from '../access/engagement-visibility.js';
import { Prisma } from '../generated/prisma/client.js';
import type { SearchKind } from '../generated/prisma/enums.js';
import { gramsOfNames, gramsOfText, isBeginning, literalOf, sourceOf, type Extent, type Pattern } from './pattern.js';
import { patternOf, searchReasons, type Reading } from './reading.js';
import { searchKey } from './search-key.js';
import { isPrivateSql, readsPersonalData } from '../personal-data/personal-data.js';

// Conditions on the row `d` of SearchDocument. The index holds this expression.
const gramsOfDocument = Prisma.sql`search_grams(d."kind", d."names", d."contacts", d."content", d."affiliations")`;

// The letter with which `search_grams` marks each kind. Among equal matches, kinds come in this order.
const kindMarks: Readonly<Record<SearchKind, string>> = {
  STAKEHOLDER: 'S',
  POLICY_TASK: 'P',
  PROPOSAL: 'Q',
  MEETING: 'M',
  ENGAGEMENT: 'E',
};
export const searchKinds = Object.keys(kindMarks) as SearchKind[];

/** How well a name matches: it is what was typed, another name is, one begins with it, one holds it. */
const classes = { NAME: 0, OTHER_NAME: 1, BEGINNING: 2, PART: 3 } as const;
export type MatchClass = (typeof classes)[keyof typeof classes];
const extentOfClass: readonly Extent[] = ['WHOLE', 'WHOLE', 'BEGINNING', 'PART'];

// More alternatives than this are not looked up one by one: the conditions that follow tell the rest apart.
const MAX_LOOKUPS = 48;

/** Who searches, and whether archived stakeholders count. */
export interface Searcher {
  readonly actor: Actor;
  readonly includeArchived: boolean;
}

/** The rank of a match: by the reading, then how well it matches, then the kind of record. Smaller is better. */
export function rankSql(reading: Reading): Prisma.Sql {
  return Prisma.sql`${searchReasons.indexOf(reading.reason) * 100} + class * 10 + array_position(${searchKinds}::text[], kind::text)`;
}

/** The same of one class and kind. */
export function rankOf(reading: Reading, kind: SearchKind, matchClass: MatchClass): number {
  return searchReasons.indexOf(reading.reason) * 100 + matchClass * 10 + searchKinds.indexOf(kind) + 1;
}

/** The place, among the ways of reading, of the one that gave a rank. */
export function readingOfRank(rank: number): number {
  return Math.floor(rank / 100);
}

interface LookupOptions extends Searcher {
  /** Only those of that class need to be found. */
  readonly atBest?: MatchClass;
}

/** Looks documents of a kind up in the index: all that the reading can match, and some that it does not. Null where it cannot match any. */
export function lookupSql(reading: Reading, kind: SearchKind, { actor, atBest = classes.PART }: LookupOptions): Prisma.Sql | null {
  const extent = reading.place === 'WHOLE_NAMES' ? 'WHOLE' : (extentOfClass[atBest] ?? 'PART');
  const ofWord = (patterns: readonly Pattern[]) =>
    patterns.flatMap((pattern) =>
      lookupsOf(reading, pattern, { kind, extent, mayReadAffiliations: permits(actor, affiliationScope(kind)) }),
    );
  let lookups: (readonly string[])[] = [[]];
  let lookedUp = 0;
  for (const patterns of reading.words) {
    const alternatives = ofWord(patterns);
    if (alternatives.length === 0) return null;
    if (lookups.length > 1 && lookups.length * alternatives.length > MAX_LOOKUPS) break;
    lookups = lookups.flatMap((lookup) => alternatives.map((alternative) => [...lookup, ...alternative]));
    lookedUp += 1;
  }
  // One word at least is in a name. Without this, words that are common in texts would be compared in all of them.
  if (reading.place === 'ANYWHERE' && lookedUp === reading.words.length) lookups = lookups.filter((grams) => grams.some(isOfName));
  if (lookups.length === 0) return null;
  const conditions = lookups.map((grams) => {
    const marked = [...new Set(grams)].map((gram) => kindMarks[kind] + gram);
    return Prisma.sql`${gramsOfDocument} @> ${marked}::text[]`;
  });
  return Prisma.sql`(${Prisma.join(conditions, ' OR ')})`;
}

function isOfName(gram: string): boolean {
  return !/^[ctr]/u.test(gram);
}

interface LookupScope {
  readonly kind: SearchKind;
  readonly extent: Extent;
  readonly mayReadAffiliations: boolean;
}

function lookupsOf({ place }: Reading, pattern: Pattern, { kind, extent, mayReadAffiliations }: LookupScope): string[][] {
  const lookups: string[][] = [];
  if (place === 'NAMES' || place === 'WHOLE_NAMES' || place === 'ANYWHERE') lookups.push(gramsOfNames(pattern, extent));
  if ((place === 'CONTACTS' || place === 'ANYWHERE') && kind === 'STAKEHOLDER') lookups.push(gramsOfText(pattern, 'c'));
  if (place === 'CONTENT' || place === 'ANYWHERE') lookups.push(gramsOfText(pattern, 't'));
  if (place === 'ANYWHERE' && mayReadAffiliations && kind !== 'POLICY_TASK' && kind !== 'ENGAGEMENT')
    lookups.push(gramsOfText(pattern, 'r'));
  return lookups.filter((grams) => grams.length > 0);
}

// The organizations of a stakeholder are read with memberships; the body that meets is a stakeholder.
function affiliationScope(kind: SearchKind) {
  return kind === 'STAKEHOLDER' ? 'memberships:read' : 'stakeholders:read';
}

/** The class of the best match of a document of the kind, as an expression; null where it does not match. */
export function classSql(reading: Reading, kind: SearchKind, searcher: Searcher): Prisma.Sql {
  const { place, words } = reading;
  const names = words.flat();
  switch (place) {
    case 'NAMES':
      return classOfNames(names, isMatch(names, Prisma.sql`d."names"`, 'PART'));
    case 'WHOLE_NAMES':
      return classOfNames(names, Prisma.sql`FALSE`);
    case 'CONTACTS':
      return Prisma.sql`CASE WHEN ${isMatch(names, contactsSql(searcher), 'END')} THEN 2 WHEN ${isMatch(names, contactsSql(searcher), 'PART')} THEN 3 END`;
    case 'CONTENT':
      return Prisma.sql`CASE WHEN ${Prisma.join(
        words.map((patterns) => isMatch(patterns, Prisma.sql`d."content"`, 'PART')),
        ' AND ',
      )} THEN 3 END`;
    case 'ANYWHERE': {
      const everywhere = words.map((patterns) => Prisma.sql`(${Prisma.join(matchesAnywhere(patterns, kind, searcher), ' OR ')})`);
      return Prisma.sql`CASE WHEN ${Prisma.join(everywhere, ' AND ')} THEN ${classOfNames(names, isMatch(names, Prisma.sql`d."names"`, 'PART'))} END`;
    }
  }
}

// Who reads contact points of persons masked does not find by them either.
function contactsSql({ actor }: Searcher): Prisma.Sql {
  if (readsPersonalData(actor)) return Prisma.sql`d."contacts"`;
  return Prisma.sql`(SELECT d."contacts" FROM "Stakeholder" holder WHERE holder."id" = d."id" AND holder."kind" <> 'PERSON')`;
}

function matchesAnywhere(patterns: readonly Pattern[], kind: SearchKind, searcher: Searcher): Prisma.Sql[] {
  const { actor } = searcher;
  const texts = patterns.filter((pattern) => literalOf(pattern) !== undefined && pattern.length > 1);
  const columns = [Prisma.sql`d."content"`];
  if (kind === 'STAKEHOLDER') columns.push(contactsSql(searcher));
  if (permits(actor, affiliationScope(kind))) columns.push(Prisma.sql`d."affiliations"`);
  const matches = [isMatch(patterns, Prisma.sql`d."names"`, 'PART')];
  if (texts.length > 0) matches.push(...columns.map((column) => isMatch(texts, column, 'PART')));
  return matches;
}

// A document's first name is the one in use.
function classOfNames(patterns: readonly Pattern[], isPart: Prisma.Sql): Prisma.Sql {
  const names = Prisma.sql`d."names"`;
  const beginning = isPart.sql === 'FALSE' ? isPart : isMatch(patterns, names, 'BEGINNING');
  return Prisma.sql`CASE WHEN ${isMatch(patterns, names, 'FIRST')} THEN 0 WHEN ${isMatch(patterns, names, 'WHOLE')} THEN 1
    WHEN ${beginning} THEN 2 WHEN ${isPart} THEN 3 END`;
}

function isMatch(patterns: readonly Pattern[], column: Prisma.Sql, extent: Extent | 'FIRST' | 'END'): Prisma.Sql {
  const conditions = patterns.map((pattern) => {
    const part = extent === 'PART' && isBeginning(pattern) ? 'BEGINNING' : extent;
    const text = literalOf(pattern);
    // LIKE takes a fifth of the time. A key holds neither of its wildcards.
    return text === undefined
      ? Prisma.sql`${column} ~ ${framed(sourceOf(pattern), part, { bar: '\\|', start: '^' })}`
      : Prisma.sql`${column} LIKE ${framed(text, part, { bar: '|', start: '', gap: '%' })}`;
  });
  return conditions.length === 1 && conditions[0] ? conditions[0] : Prisma.sql`(${Prisma.join(conditions, ' OR ')})`;
}

function framed(
  source: string,
  extent: Extent | 'FIRST' | 'END',
  { bar, start, gap = '' }: { bar: string; start: string; gap?: string },
): string {
  switch (extent) {
    case 'FIRST':
      return `${start}${bar}${source}${bar}${gap}`;
    case 'WHOLE':
      return `${gap}${bar}${source}${bar}${gap}`;
    case 'BEGINNING':
      return `${gap}${bar}${source}${gap}`;
    case 'END':
      return `${gap}${source}${bar}${gap}`;
    case 'PART':
      return `${gap}${source}${gap}`;
  }
}

/** Whether the searcher may see a record of the kind, given as the row `f` of a list of candidates. */
export function visibleSql(kind: SearchKind, { actor }: Searcher): Prisma.Sql {
  if (kind !== 'ENGAGEMENT') return Prisma.sql`TRUE`;
  return Prisma.sql`(SELECT ${visibleEngagementsSql(actor, Prisma.sql`e`)} FROM "Engagement" e WHERE e."id" = f."id")`;
}

/** Whether a document counts at all. */
export function countsSql({ actor, includeArchived }: Searcher): Prisma.Sql {
  const present = includeArchived ? Prisma.sql`TRUE` : Prisma.sql`NOT d."archived"`;
  if (readsPersonalData(actor)) return present;
  // Whoever is found was found by what is masked: a private person is not.
  return Prisma.sql`(${present} AND (d."kind" <> 'STAKEHOLDER' OR NOT EXISTS (
    SELECT FROM "Stakeholder" holder WHERE holder."id" = d."id" AND ${isPrivateSql(Prisma.sql`holder`)})))`;
}

/**
 * Whether a name of the stakeholder, the row `t`, holds the text or the initial consonants; null for a text of blanks and punctuation, which
 * the index does not hold.
 */
export function stakeholderNameHolds(text: string): Prisma.Sql | null {
  const pattern = patternOf(searchKey(text).key);
  if (pattern.length === 0) return null;
  return Prisma.sql`t."id" IN (${documentsOfNames('STAKEHOLDER', pattern)} AND ${isMatch([pattern], Prisma.sql`d."names"`, 'PART')})`;
}

/**
 * Whether the subject of the engagement, the row `t`, may hold the text in small or capital letters, by the index: every one that does, and
 * some that do not. Undefined where the index cannot tell: for blanks and punctuation, and for letters of which it does not know the
 * capitals.
 */
export function engagementSubjectMayHold(text: string): Prisma.Sql | undefined {
  const { key } = searchKey(text.toLowerCase());
  if (key === '' || searchKey(text.toUpperCase()).key !== key) return undefined;
  return Prisma.sql`t."id" IN (${documentsOfNames('ENGAGEMENT', Array.from(key))})`;
}

function documentsOfNames(kind: SearchKind, pattern: Pattern): Prisma.Sql {
  const grams = gramsOfNames(pattern, 'PART').map((gram) => kindMarks[kind] + gram);
  return Prisma.sql`SELECT d."id" FROM "SearchDocument" d WHERE ${gramsOfDocument} @> ${grams}::text[]`;
}
