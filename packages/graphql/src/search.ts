import { InvalidInput, searchFields, searchReasons, type SearchHit as Hit } from '@pcrm/core';
import { builder } from './builder.js';
import { pageCost } from './connection.js';
import { Engagement } from './engagements.js';
import { enumOf } from './enums.js';
import { Meeting } from './meetings.js';
import { PolicyTask } from './policy-tasks.js';
import { Proposal } from './proposals.js';
import { Organization, Person } from './stakeholders.js';

const SearchKind = enumOf('SearchKind');

const reasons: Record<(typeof searchReasons)[number], string> = {
  AS_TYPED: 'A name or title holds what was typed: the letters themselves, or the initial consonants (초성).',
  CONTACT: 'A telephone number ends with the digits, or a number or an address holds what was typed.',
  TYPING: 'A name holds it when the last syllable is not typed to its end: 박조 is on the way to 박종.',
  HONORIFIC: 'A name holds it without the title or honorific at its end: 교수, 위원장, 님.',
  WORDS: 'Each word is found somewhere in the record or its organizations, and one of them in its name.',
  KEYBOARD_LAYOUT: 'A name holds it when it is typed on the other keyboard layout: qkrwhdfuf is 박종렬, ㅎㅅㅌ is gtx.',
  CONTENT: 'Another text of the record holds it.',
  TYPO: 'A name differs by one letter. Only where nothing else was found.',
};
const SearchReason = builder.enumType('SearchReason', {
  description: 'Why a record was found: how what was typed was read, the likeliest first.',
  values: Object.fromEntries(searchReasons.map((reason) => [reason, { description: reasons[reason] }])) as Record<
    (typeof searchReasons)[number],
    { description: string }
  >,
});

const fields: Record<(typeof searchFields)[number], string> = {
  NAME: 'The name in use.',
  OTHER_NAME: 'Another name.',
  CONTACT_POINT: 'A number or an address.',
  REGION: 'The region.',
  NOTE: 'The note.',
  AFFILIATION: 'An organization that the stakeholder is or was in, a post or a role there.',
  TITLE: 'The title.',
  ORDINAL: 'The number of a meeting.',
  AUDIENCE: 'Whom a policy task is for.',
  AGENDA: 'A point on the agenda, or its decision.',
  BODY: 'The body that meets or proposes.',
  TEXT: 'What a proposal asks.',
  EXPECTED_EFFECT: 'What a proposal is to bring about.',
  OUTCOME: 'What came of a proposal.',
  SUBJECT: 'The subject.',
  SUMMARY: 'The summary.',
  PLACE: 'The place.',
};
const SearchField = builder.enumType('SearchField', {
  description: 'The text of a record in which something was found.',
  values: Object.fromEntries(searchFields.map((field) => [field, { description: fields[field] }])) as Record<
    (typeof searchFields)[number],
    { description: string }
  >,
});

const Highlight = builder.objectRef<Hit['matched']['highlights'][number]>('Highlight').implement({
  description: 'A part of a text.',
  fields: (t) => ({
    start: t.exposeInt('start', { description: 'Where it begins, in UTF-16 code units.' }),
    length: t.exposeInt('length', { description: 'How long it is, in UTF-16 code units.' }),
  }),
});

const SearchRecord = builder.unionType('SearchRecord', {
  description: 'What can be found.',
  types: [Person, Organization, PolicyTask, Proposal, Meeting, Engagement],
  resolveType: (record) => {
    if ('gender' in record) return record.kind === 'PERSON' ? 'Person' : 'Organization';
    if ('occurredAt' in record) return 'Engagement';
    if ('proposedDate' in record) return 'Proposal';
    return 'heldDate' in record ? 'Meeting' : 'PolicyTask';
  },
});

const SearchHit = builder.objectRef<Hit>('SearchHit').implement({
  description: 'A record that was found: where in it, why, and what tells it apart from others of the same title.',
  fields: (t) => ({
    kind: t.expose('kind', { type: SearchKind, description: 'What it is.' }),
    record: t.field({ type: SearchRecord, nullable: true, description: 'The record.', resolve: ({ record }) => record }),
    title: t.exposeString('title', { description: 'Its name, title or subject.' }),
    distinction: t.exposeString('distinction', {
      nullable: true,
      description:
        'What tells it apart from others of the same title: of stakeholders the organizations of today and the region, and the last digits of a telephone where those are the same; of others the date or number.',
    }),
    reason: t.expose('reason', { type: SearchReason, description: 'Why it was found.' }),
    matched: t.field({ type: SearchField, description: 'In which of its texts it was found.', resolve: ({ matched }) => matched.field }),
    text: t.string({ description: 'That text.', resolve: ({ matched }) => matched.text }),
    highlights: t.field({
      type: [Highlight],
      description: 'The parts of that text which match, in order.',
      resolve: ({ matched }) => matched.highlights,
    }),
    rank: t.exposeInt('rank', { description: 'How good a match it is: smaller is better, the same for equal matches.' }),
  }),
});

interface Count {
  readonly kind: Hit['kind'];
  readonly count: number;
}

const SearchCount = builder.objectRef<Count>('SearchCount').implement({
  description: 'How many records of a kind a search finds.',
  fields: (t) => ({
    kind: t.expose('kind', { type: SearchKind, description: 'The kind.' }),
    count: t.exposeInt('count', { description: 'How many; 0 of a kind that the caller may not read.' }),
  }),
});

const SearchConnection = builder.connectionObject(
  {
    type: SearchHit,
    name: 'SearchConnection',
    fields: (t) => ({
      counts: t.field({
        type: [SearchCount],
        description: 'How many there are of each kind. Counted only when it is asked for.',
        complexity: 10,
        resolve: (connection) => (connection as unknown as { counts: () => Promise<Count[]> }).counts(),
      }),
    }),
  },
  { name: 'SearchEdge' },
);

builder.queryField('search', (t) =>
  t.connection(
    {
      type: SearchHit,
      description:
        'One box over stakeholders, policy tasks, proposals, meetings and engagements, the best match first. While somebody types, ask it again.',
      // Kinds that the caller may not read are not found.
      authScopes: () => true,
      args: {
        text: t.arg.string({
          required: true,
          description:
            'At most 200 characters: parts of names, initial consonants (ㅂㅈㄹ), either keyboard layout (qkrwhdfuf), the last digits of a telephone, several words. Blanks and punctuation do not count.',
        }),
        kinds: t.arg({ type: [SearchKind], description: 'Only records of these kinds.' }),
        includeArchived: t.arg.boolean({ description: 'Archived stakeholders too, after the others.' }),
      },
      complexity: pageCost,
      resolve: async (_root, { text, kinds, includeArchived, first, after, last, before }, { pcrm }) => {
        if (last != null || before != null) {
          throw InvalidInput.at(
            [last != null ? 'last' : 'before'],
            'wrong_direction',
            'A search is read from its best match on: use `first` and `after`.',
          );
        }
        const input = { text, kinds, includeArchived };
        const { rows, ...page } = await pcrm.search({ ...input, first, after });
        const counts = () => pcrm.searchCounts(input);
        return {
          edges: rows.map(({ row, cursor }) => ({ cursor, node: row })),
          pageInfo: { ...page, startCursor: rows[0]?.cursor ?? null, endCursor: rows.at(-1)?.cursor ?? null },
          counts,
          totalCount: async () => (await counts()).reduce((total, { count }) => total + count, 0),
        };
      },
    },
    SearchConnection,
  ),
);
