import { defineQuery, nodesOf, plainId, type Connection, type Query } from './query.js';

interface Found {
  readonly id: string;
  readonly subject: string;
}
interface Named {
  readonly id: string;
  readonly name: string;
}

const asText = (
  found: string,
) => `SELECT '[' || coalesce(string_agg('{"id":"' || id || '","subject":' || to_json(subject) || '}', ',' ORDER BY "occurredAt" DESC, id DESC), '') || ']' AS answer
  FROM (${found} LIMIT 20) found`;

// What is common is soon found on a walk from the newest on; what is rare is looked up in the index of the search.
const walk = 'SELECT id, subject, "occurredAt" FROM bench.engagements_about($1)';
const lookUp = `SELECT e.id, e.subject, e."occurredAt" FROM "SearchDocument" d JOIN "Engagement" e ON e.id = d.id
  WHERE search_grams(d.kind, d.names, d.contacts, d.content, d.affiliations) @> $2::text[] AND e.subject LIKE '%' || $1 || '%' ORDER BY e."occurredAt" DESC, e.id DESC`;
const pairsOf = (text: string) => Array.from({ length: text.length - 1 }, (_, index) => `En${text.slice(index, index + 2)}`);

const relaySubjects = {
  body: (text: string) => ({
    query: 'query ($text: String!) { engagementsAbout(text: $text, first: 20) { id subject } }',
    variables: { text },
  }),
  read: ({ engagementsAbout }: { readonly engagementsAbout: readonly Found[] }) =>
    engagementsAbout.map(({ id, subject }) => ({ id: plainId(id), subject })),
};

/** Engagements by a part of their subject. What is seldom spoken of and what is spoken of all the time are found in different ways. */
const searchSubjects = (query: Pick<Query<string>, 'name' | 'title' | 'values' | 'statement'>, texts: readonly string[]): Query =>
  defineQuery<string>({
    ...query,
    samples: () => Promise.resolve(texts),
    sides: {
      pcrm: {
        body: (text) => ({
          query: 'query ($text: String!) { engagements(filter: { subjectContains: $text }, first: 20) { edges { node { id subject } } } }',
          variables: { text },
        }),
        read: ({ engagements }: { readonly engagements: Connection<Found> }) =>
          nodesOf(engagements).map(({ id, subject }) => ({ id: plainId(id), subject })),
      },
      pothos: relaySubjects,
      apollo: relaySubjects,
      postgraphile: {
        body: (text) => ({
          query: 'query ($text: String!) { engagementsAbout: benchEngagementsAbout(text: $text, first: 20) { nodes { rowId subject } } }',
          variables: { text },
        }),
        read: ({
          engagementsAbout,
        }: {
          readonly engagementsAbout: { readonly nodes: readonly { readonly rowId: string; readonly subject: string }[] };
        }) => engagementsAbout.nodes.map(({ rowId: id, subject }) => ({ id, subject })),
      },
    },
  });

export const searchCommon = searchSubjects(
  {
    name: 'Q7a',
    title: 'search engagements by a part of the subject that is common',
    values: (text) => [text],
    statement: { text: asText(walk), plannedEachTime: true },
  },
  ['통행료', '버스', '급식', '매립지', '청년', '수돗물'],
);
export const searchRare = searchSubjects(
  {
    name: 'Q7b',
    title: 'search engagements by a part of the subject that is rare',
    values: (text) => [text, pairsOf(text)],
    statement: { text: asText(lookUp), plannedEachTime: true },
  },
  ['자기부상열차', '자기부상', '부상열차'],
);

const FIRST_SYLLABLE = 0xac00;
const SYLLABLES_OF_INITIAL = 588;
const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';

/** Initial consonants as a regular expression over the syllables that begin with them, as it is usually done without an index. */
export function syllablesOf(initials: string): string {
  return Array.from(initials, (initial) => {
    const start = FIRST_SYLLABLE + INITIALS.indexOf(initial) * SYLLABLES_OF_INITIAL;
    return `[${String.fromCodePoint(start)}-${String.fromCodePoint(start + SYLLABLES_OF_INITIAL - 1)}]`;
  }).join('');
}

const relayNames = {
  body: (initials: string) => ({
    query: 'query ($pattern: String!) { stakeholdersNamed(pattern: $pattern, first: 20) { id name } }',
    variables: { pattern: syllablesOf(initials) },
  }),
  read: ({ stakeholdersNamed }: { readonly stakeholdersNamed: readonly Named[] }) =>
    stakeholdersNamed.map(({ id, name }) => ({ id: plainId(id), name })),
};

/** Stakeholders by initial consonants in their names, by name. They are more than a page. */
export const searchInitials = defineQuery<string>({
  name: 'Q7c',
  title: 'search stakeholders by initial consonants',
  samples: () => Promise.resolve(['ㄱㅁㅅ', 'ㅂㅈㅎ', 'ㅈㅅㅇ', 'ㅇㅎㅈ', 'ㅊㅅㅊ', 'ㅎㅇㅁ']),
  values: (initials) => [initials],
  statement: {
    // Looked up first, and one by one: PostgreSQL would walk all stakeholders by name, or hash them.
    text: `WITH held AS MATERIALIZED (
        SELECT id FROM "SearchDocument" WHERE search_grams(kind, names, contacts, content, affiliations) @> ARRAY['Si' || $1]
      )
      SELECT '[' || coalesce(string_agg('{"id":"' || id || '","name":' || to_json(name) || '}', ',' ORDER BY name, id), '') || ']' AS answer
      FROM (
        SELECT s.id, s.name FROM held
        CROSS JOIN LATERAL (SELECT id, name FROM "Stakeholder" WHERE id = held.id AND "archivedAt" IS NULL OFFSET 0) s
        ORDER BY s.name, s.id LIMIT 20
      ) found`,
    plannedEachTime: true,
  },
  sides: {
    pcrm: {
      body: (text) => ({
        query: 'query ($text: String!) { stakeholders(filter: { nameContains: $text }, first: 20) { edges { node { id name } } } }',
        variables: { text },
      }),
      read: ({ stakeholders }: { readonly stakeholders: Connection<Named> }) =>
        nodesOf(stakeholders).map(({ id, name }) => ({ id: plainId(id), name })),
    },
    pothos: relayNames,
    apollo: relayNames,
    postgraphile: {
      body: (initials) => ({
        query:
          'query ($pattern: String!) { stakeholdersNamed: benchStakeholdersNamed(pattern: $pattern, first: 20) { nodes { rowId name } } }',
        variables: { pattern: syllablesOf(initials) },
      }),
      read: ({
        stakeholdersNamed,
      }: {
        readonly stakeholdersNamed: { readonly nodes: readonly { readonly rowId: string; readonly name: string }[] };
      }) => stakeholdersNamed.nodes.map(({ rowId: id, name }) => ({ id, name })),
    },
  },
});
