import { permits, type Actor } from '../access/actor.js';
import type { ReadDatabase } from '../database/open-database.js';
import type { Engagement, Meeting, PolicyTask, Proposal, Stakeholder } from '../generated/prisma/client.js';
import type { SearchKind } from '../generated/prisma/enums.js';
import { visibleEngagements } from '../access/engagement-visibility.js';
import type { SearchField, SearchText } from './search-field.js';
import { readsPersonalData } from '../personal-data/personal-data.js';

/** A record that was found, by its kind. */
export type FoundRecord =
  | { readonly kind: 'STAKEHOLDER'; readonly record: Stakeholder }
  | { readonly kind: 'POLICY_TASK'; readonly record: PolicyTask }
  | { readonly kind: 'PROPOSAL'; readonly record: Proposal }
  | { readonly kind: 'MEETING'; readonly record: Meeting }
  | { readonly kind: 'ENGAGEMENT'; readonly record: Engagement };

/** A record with its texts as they are shown: the title first. */
export type RecordWithTexts = FoundRecord & { readonly title: string; readonly texts: readonly SearchText[] };

type Texts = readonly (readonly [SearchField, string | null | undefined])[];

/** Loads records of a page by kind, with the texts in which they can be found. Those that are gone, or not to be seen, are left out. */
export async function loadTexts(
  db: ReadDatabase,
  actor: Actor,
  idsOfKind: ReadonlyMap<SearchKind, readonly string[]>,
): Promise<Map<string, RecordWithTexts>> {
  const loads = [...idsOfKind].map(([kind, ids]) => loaders[kind](db, { ids: [...ids], actor }));
  const records = (await Promise.all(loads)).flat();
  return new Map(records.map((each) => [each.record.id, each]));
}

interface LoadRequest {
  readonly ids: string[];
  readonly actor: Actor;
}

const loaders: Readonly<Record<SearchKind, (db: ReadDatabase, request: LoadRequest) => Promise<RecordWithTexts[]>>> = {
  STAKEHOLDER: async (db, { ids, actor }) => {
    const affiliations = permits(actor, 'memberships:read');
    const rows = await db.stakeholder.findMany({
      where: { id: { in: ids } },
      include: {
        otherNames: { orderBy: { id: 'asc' } },
        contactPoints: { orderBy: { id: 'asc' } },
        memberships: {
          where: affiliations ? {} : { id: { in: [] } },
          include: { organization: { include: { otherNames: true } }, post: true },
          orderBy: { id: 'asc' },
        },
      },
    });
    return rows.map(({ otherNames, contactPoints, memberships, ...record }) => ({
      kind: 'STAKEHOLDER',
      record,
      title: record.name,
      texts: textsOf([
        ['NAME', record.name],
        ...otherNames.map(({ name }) => ['OTHER_NAME', name] as const),
        // No digits of a person where they are masked: neither as what matched nor to tell namesakes apart.
        ...(record.kind === 'PERSON' && !readsPersonalData(actor) ? [] : contactPoints).map(
          ({ value }) => ['CONTACT_POINT', value] as const,
        ),
        ['REGION', record.region],
        ['NOTE', record.note],
        ...memberships.flatMap(({ organization, post, label }) =>
          [organization.name, ...organization.otherNames.map(({ name }) => name), post?.title, label].map(
            (text) => ['AFFILIATION', text] as const,
          ),
        ),
      ]),
    }));
  },
  POLICY_TASK: async (db, { ids }) => {
    const rows = await db.policyTask.findMany({ where: { id: { in: ids } } });
    return rows.map((record) => ({
      kind: 'POLICY_TASK',
      record,
      title: record.title,
      texts: textsOf([
        ['TITLE', record.title],
        ['AUDIENCE', record.audience],
      ]),
    }));
  },
  PROPOSAL: async (db, { ids, actor }) => {
    const rows = await db.proposal.findMany({
      where: { id: { in: ids } },
      include: { outcomes: { orderBy: { id: 'asc' } }, body: { include: { organization: { include: { otherNames: true } } } } },
    });
    return rows.map(({ outcomes, body, ...record }) => ({
      kind: 'PROPOSAL',
      record,
      title: record.title,
      texts: textsOf([
        ['TITLE', record.title],
        ['TEXT', record.text],
        ['EXPECTED_EFFECT', record.expectedEffect],
        ...outcomes.flatMap(({ subject, text }) => [['OUTCOME', subject] as const, ['OUTCOME', text] as const]),
        ...bodyTexts(actor, body),
      ]),
    }));
  },
  MEETING: async (db, { ids, actor }) => {
    const rows = await db.meeting.findMany({
      where: { id: { in: ids } },
      include: { agenda: { orderBy: { position: 'asc' } }, body: { include: { organization: { include: { otherNames: true } } } } },
    });
    return rows.map(({ agenda, body, ...record }) => {
      const ordinal = record.ordinal === null ? null : `제${record.ordinal}차`;
      const bodyNames = bodyTexts(actor, body);
      return {
        kind: 'MEETING',
        record,
        title: [bodyNames[0]?.[1], ordinal, record.title ?? kindsOfMeeting[record.kind]].filter((part) => part != null).join(' '),
        texts: textsOf([
          ['TITLE', record.title],
          ['ORDINAL', ordinal],
          ['PLACE', record.place],
          ['SUMMARY', record.summary],
          ...agenda.flatMap(({ title, decisionText }) => [['AGENDA', title] as const, ['AGENDA', decisionText] as const]),
          ...bodyNames,
        ]),
      };
    });
  },
  ENGAGEMENT: async (db, { ids, actor }) => {
    const rows = await db.engagement.findMany({ where: { id: { in: ids }, AND: visibleEngagements(actor) } });
    return rows.map((record) => ({
      kind: 'ENGAGEMENT',
      record,
      title: record.subject,
      texts: textsOf([
        ['SUBJECT', record.subject],
        ['SUMMARY', record.summary],
        ['PLACE', record.place],
      ]),
    }));
  },
};

const kindsOfMeeting = { REGULAR: '정기회의', EXTRAORDINARY: '임시회의' } as const;

interface BodyNames {
  readonly organization: { readonly name: string; readonly otherNames: readonly { readonly name: string }[] };
}

// The body that meets or proposes is a stakeholder.
function bodyTexts(actor: Actor, body: BodyNames | null): (readonly [SearchField, string])[] {
  if (body === null || !permits(actor, 'stakeholders:read')) return [];
  const { name, otherNames } = body.organization;
  return [name, ...otherNames.map((other) => other.name)].map((text) => ['BODY', text] as const);
}

function textsOf(texts: Texts): SearchText[] {
  return texts.flatMap(([field, text]) => (text == null ? [] : [{ field, text }]));
}
