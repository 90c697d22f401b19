import type { Actor } from '@pcrm/core';
import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { execute } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { executeCompiled } from './compiled/execute-compiled.js';
import { ask, twinOperations } from './testing.js';
import { generateOperations, type Words } from './testing-operations.js';
import { fillWorld, idsOfAll, type World } from './testing-world.js';

/*
 * Two worlds that differ only in what a role may not see must answer that role alike, byte for byte: lists, filters, orders, counts,
 * cursors, search, insights, refusals. The world is asked, then secrets are added to it, and it is asked the same again. Where the first
 * world is asked for a record by an id that nobody has, the second is asked for a secret one.
 */

const t = useTestPcrm();
let world: World;
let words: Words;
let operations: readonly string[];
let roles: Readonly<Record<'viewer' | 'outsider' | 'otherManager' | 'reader', Actor>>;
const before = new Map<Actor, string[]>();
const TIMES_AGAIN = 20;
/** What a secret record is called in the operations, and its id: at first one that nobody has. */
const secrets = new Map<string, string>();

beforeAll(async () => {
  world = await fillWorld(t);
  const { outsider, otherManager, reader } = world.actors;
  roles = { viewer: t.actors.viewer, outsider, otherManager, reader };
  for (const type of ['Engagement', 'Appointment', 'Commitment']) {
    secrets.set(`A secret ${type}`, encodeGlobalID(type, '00000000-0000-7000-8000-0000000000ff'));
  }
  words = { ids: await knownIds(), texts };
  operations = generateOperations(words, { count: twinOperations, seed: 20_121_212 });
  for (const actor of Object.values(roles)) before.set(actor, await answersTo(actor, operations));
}, 1_200_000);

const texts = [
  '노의원',
  '홍길동',
  '홍기동',
  'ㅎㄱㄷ',
  '010-1234-5678',
  '010-9999-5678',
  '5678',
  '비밀',
  '비밀주제',
  '면담',
  '홍길동의 사정',
];
texts.push('과제', '부산', '지방분권', '洪吉童', 'hong@example.org', '복지', 'rlacjftn', '%', "'", '남동구', '둘만의 이야기');

test('most operations are answered with data', () => {
  const answered = (before.get(roles.viewer) ?? []).filter((answer) => answer.startsWith('{"data"') && !answer.includes('"errors"'));
  expect(answered.length / operations.length).toBeGreaterThan(0.3);
});

// One after the other, each with more secrets: what one role may not see another may.
test('restricted engagements, appointments, and what was promised and said in them, show nowhere to another department', async () => {
  await hideContacts('RESTRICTED');
  await expectTheSame(roles.outsider);
  await expectTheSame(roles.otherManager);
}, 1_200_000);

test('names, contacts and notes of private citizens, and where persons stand, show nowhere to a viewer', async () => {
  await hidePersonalData();
  await expectTheSame(roles.viewer);
}, 1_200_000);

test('internal contacts show nowhere to a tool that may not read them', async () => {
  await hideContacts('INTERNAL');
  await hideOpinion();
  await expectTheSame(roles.reader);
}, 1_200_000);

async function expectTheSame(actor: Actor): Promise<void> {
  const after = await answersTo(actor, operations);
  const first = before.get(actor) ?? [];
  const changed = [];
  for (const [index, operation] of operations.entries()) {
    if (first[index] === after[index]) continue;
    // Of several mistakes in one operation the answer tells the one that was found first, which is chance: it is found first again.
    const again = await answersTo(
      actor,
      Array.from({ length: TIMES_AGAIN }, () => operation),
    );
    if (!again.includes(first[index] ?? '')) changed.push({ operation, before: first[index], after: after[index] });
  }
  expect(changed.length === 0 ? [] : [changed.length, ...changed.slice(0, 3)]).toEqual([]);
}

/** The answers to operations, with the ids of secrets called by their names. */
async function answersTo(actor: Actor, asking: readonly string[]): Promise<string[]> {
  // As the service answers: by a statement where there is one.
  const asked = ask(t, actor, executeCompiled(execute));
  const answers = [];
  for (const operation of asking) {
    const answer = JSON.stringify(await asked(replaceAll(operation, [...secrets])));
    answers.push(
      replaceAll(
        answer,
        [...secrets].map(([name, id]) => [id, name] as const),
      ),
    );
  }
  return answers;
}

function replaceAll(text: string, pairs: readonly (readonly [from: string, to: string])[]): string {
  return pairs.reduce((replaced, [from, to]) => replaced.replaceAll(from, to), text);
}

/** The ids of all records, by type, and the names of the secrets among them. */
async function knownIds(): Promise<Record<string, string[]>> {
  const ids = await idsOfAll(t);
  for (const name of secrets.keys()) ids[name.slice('A secret '.length)]?.push(name, name);
  return ids;
}

/** Adds contacts that others may not read, on old days and on this one, with promises, stances and a new topic in them. */
async function hideContacts(confidentiality: 'RESTRICTED' | 'INTERNAL'): Promise<void> {
  const { councillorId, organizationId, partnerCityId, citizenId, taskId, proposalId } = world;
  const how = { channel: 'CALL', direction: 'INBOUND', confidentiality, summary: '둘만의 이야기', topics: ['비밀주제'] } as const;
  const promise = { direction: 'OURS', due: '2012-10', text: '비밀 약속', stakeholderId: partnerCityId } as const;
  const stance = { position: 'STRONGLY_OPPOSES', confidence: 'STATED' } as const;
  for (const occurredAt of ['2011-05-03T10:00:00+09:00', '2012-10-02T10:00:00+09:00', '2012-12-12T09:00:00+09:00']) {
    const { id, commitments } = await t.staff.logEngagement({
      ...how,
      topics: [...how.topics],
      occurredAt,
      subject: `비밀 면담 ${occurredAt}`,
      stakeholderIds: [councillorId, organizationId, partnerCityId, citizenId],
      policyTaskIds: [taskId],
      commitments: [promise, { ...promise, direction: 'THEIRS', due: '2012-11-15' }],
      stances: [
        { ...stance, stakeholderId: partnerCityId, policyTaskId: taskId },
        { ...stance, stakeholderId: organizationId, proposalId },
      ],
    });
    await t.staff.correctEngagement({ id, version: 1, reason: '비밀', place: '밖' });
    secrets.set('A secret Engagement', encodeGlobalID('Engagement', id));
    secrets.set('A secret Commitment', encodeGlobalID('Commitment', commitments[0]?.id ?? ''));
  }
  for (const startsAt of ['2012-12-12T13:00:00+09:00', '2012-12-14T10:00:00+09:00']) {
    const plan = { channel: 'VISIT', startsAt, subject: '비밀 방문', confidentiality, place: '밖' } as const;
    const { id } = await t.staff.planAppointment({ ...plan, stakeholderIds: [councillorId, partnerCityId] });
    secrets.set('A secret Appointment', encodeGlobalID('Appointment', id));
  }
}

/** Gives a private citizen another name, number and note that are masked alike, and records where persons stand. */
async function hidePersonalData(): Promise<void> {
  const { citizenId, councillorId, taskId, proposalId, sourceId } = world;
  const { client } = t.database;
  // As it would have been from the beginning: a revision is no secret, what it reveals is.
  await client.$executeRaw`UPDATE "Stakeholder" SET "name" = '홍기동', "note" = '다른 사정' WHERE "id" = ${citizenId}::uuid`;
  await client.$executeRaw`UPDATE "OtherName" SET "name" = '洪奇童' WHERE "stakeholderId" = ${citizenId}::uuid`;
  await client.$executeRaw`UPDATE "ContactPoint" SET "value" = '010-9999-5678', "label" = '집'
    WHERE "stakeholderId" = ${citizenId}::uuid AND "kind" = 'MOBILE'`;
  const stance = { position: 'STRONGLY_SUPPORTS', confidence: 'STATED', legalBasis: 'CONSENT', sourceId, quotation: '비밀' } as const;
  await t.admin.recordStance({ ...stance, stakeholderId: councillorId, policyTaskId: taskId, heldFrom: '2012-12-01' });
  await t.admin.recordStance({ ...stance, stakeholderId: citizenId, proposalId, heldFrom: '2012-11-01' });
}

/** Hears an opinion that is not public in a session, and answers it. */
async function hideOpinion(): Promise<void> {
  const session = await t.pcrm.db.session.findFirstOrThrow({ where: { heldDate: { not: null } } });
  const opinion = { sessionId: session.id, stakeholderIds: [world.citizenId], occurredAt: '2012-12-12T10:30:00+09:00' };
  const { id } = await t.staff.hearOpinion({ ...opinion, subject: '비밀 의견', confidentiality: 'INTERNAL' });
  await t.staff.answerOpinions({ opinionIds: [id], answer: { channel: 'CALL', subject: '비밀 답', confidentiality: 'INTERNAL' } });
}
