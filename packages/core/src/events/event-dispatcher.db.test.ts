import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { onServer, useTestPcrm } from '../testing.js';
import { startDispatcher, type Consumer } from './event-dispatcher.js';
import type { NumberedEvent } from './event-feed.js';
import { until } from './testing.js';

const t = useTestPcrm();

const register = async (name: string) => (await t.staff.registerStakeholder({ kind: 'PERSON', name })).id;
const revise = (id: string, version: number) => t.staff.reviseStakeholder({ id, version, region: `구역 ${version}` });
const namesOf = (events: readonly NumberedEvent[], id: string) =>
  events.filter(({ subjectId }) => subjectId === id).map(({ name }) => name);
/** A consumer that must be there before what it is to take. */
async function entered(name: string): Promise<void> {
  await t.database.client.eventConsumer.create({ data: { name, position: await t.pcrm.events.latest() } });
}

test('each event comes once to each consumer, in order, and not again after a restart', async () => {
  await entered('하나');
  await entered('둘');
  const taken: Record<string, NumberedEvent[]> = { 하나: [], 둘: [] };
  const consumers = ['하나', '둘'].map((name): Consumer => ({
    name,
    take: async (event) => void (await setTimeout(1), taken[name]!.push(event)),
  }));
  const first = t.pcrm.events.dispatch(consumers);
  const ids = [await register('첫째'), await register('둘째')];
  await until(() => taken['하나']!.length === 2 && taken['둘']!.length === 2);
  await first.stop();
  ids.push(await register('셋째'));
  const second = t.pcrm.events.dispatch(consumers);
  await until(() => taken['하나']!.length === 3 && taken['둘']!.length === 3);
  await second.stop();
  for (const events of Object.values(taken)) expect(events.map(({ subjectId }) => subjectId)).toEqual(ids);
});

test('an event that fails is tried again; later ones of its record wait behind it and others go on', async () => {
  await entered('흔들림');
  const failing = await register('실패');
  const taken: NumberedEvent[] = [];
  const failures: unknown[] = [];
  let refusals = 2;
  const take = async (event: NumberedEvent) => {
    if (event.subjectId === failing && refusals > 0) {
      refusals -= 1;
      throw new RangeError('not now: 홍길동');
    }
    taken.push(event);
  };
  await revise(failing, 1);
  const other = await register('다른 기록');
  const dispatcher = t.pcrm.events.dispatch([{ name: '흔들림', take }], {
    backOffMs: 20,
    failed: ({ error, parked, event }) => failures.push([(error as Error).message, parked, event.name]),
  });
  await until(() => taken.length === 3);
  await dispatcher.stop();
  expect(taken[0]).toMatchObject({ subjectId: other });
  expect(namesOf(taken, failing)).toEqual(['stakeholderRegistered', 'stakeholderRevised']);
  expect(failures).toEqual([
    ['not now: 홍길동', false, 'stakeholderRegistered'],
    ['not now: 홍길동', false, 'stakeholderRegistered'],
  ]);
  expect(await t.database.client.eventDelivery.count()).toBe(0);
});

test('what fails every time is parked and seen, without what the error said, and is delivered when it is asked for again', async () => {
  await entered('독');
  const poison = await register('독');
  await revise(poison, 1);
  const taken: NumberedEvent[] = [];
  let attempts = 0;
  let cured = false;
  const take = async (event: NumberedEvent) => {
    if (event.subjectId === poison && event.name === 'stakeholderRegistered' && !cured) {
      attempts += 1;
      throw new TypeError('cannot read 010-1234-5678');
    }
    taken.push(event);
  };
  const dispatcher = t.pcrm.events.dispatch([{ name: '독', take }], { attempts: 3, backOffMs: 5 });
  await until(() => taken.length === 1);
  expect(attempts).toBe(3);
  const parked = await t.admin.listParkedEvents();
  expect(parked).toMatchObject([
    { consumer: '독', name: 'stakeholderRegistered', subjectType: 'Stakeholder', subjectId: poison, attempts: 3, failure: 'TypeError' },
  ]);
  await expect(t.manager.listParkedEvents()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const again = { consumer: '독', eventId: parked[0]!.eventId };
  await expect(t.staff.redeliverEvent(again)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  cured = true;
  t.setNow('2012-12-12T03:00:01.000Z');
  await t.admin.redeliverEvent(again);
  await until(() => namesOf(taken, poison).includes('stakeholderRegistered'));
  await dispatcher.stop();
  expect(await t.admin.listParkedEvents()).toEqual([]);
  await expect(t.admin.redeliverEvent(again)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a delivery that takes too long counts as failed', async () => {
  await entered('느림');
  const slow = await register('느림');
  let aborted = 0;
  const taken: NumberedEvent[] = [];
  const take = (event: NumberedEvent, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (aborted > 0) resolve(void taken.push(event));
      signal.addEventListener('abort', () => (aborted += 1));
    });
  const dispatcher = t.pcrm.events.dispatch([{ name: '느림', take }], { deliveryMs: 30, backOffMs: 1 });
  await until(() => taken.length === 1);
  await dispatcher.stop();
  expect(taken[0]).toMatchObject({ subjectId: slow });
});

test('of two dispatchers one delivers; when it is gone without a word the other takes over and misses nothing', async () => {
  await entered('하나만');
  const taken: [string, NumberedEvent][] = [];
  const began = new Set<string>();
  const consumer = (who: string, stuck?: Promise<void>): Consumer => ({
    name: '하나만',
    take: async (event) => {
      began.add(who);
      await stuck;
      taken.push([who, event]);
    },
  });
  let comeBack = () => {};
  const stuck = new Promise<void>((resolve) => (comeBack = resolve));
  // The first is as good as killed: it holds the consumer and never comes back from its delivery.
  const first = startDispatcher(t.database.client, [consumer('first', stuck)]);
  const ids = [await register('남은 일 1')];
  await until(() => began.has('first'));
  await t.database.client.eventConsumer.update({ where: { name: '하나만' }, data: { heldUntil: new Date(Date.now() + 300) } });
  const second = startDispatcher(t.database.client, [consumer('second')]);
  ids.push(await register('남은 일 2'));
  await until(() => taken.length >= 2);
  expect(new Set(taken.map(([who]) => who))).toEqual(new Set(['second']));
  expect(taken.map(([, { subjectId }]) => subjectId)).toEqual(ids);
  comeBack();
  await Promise.all([first.stop(), second.stop()]);
});

test.runIf(onServer)(
  'what 20 write at once is delivered in the order of each record while dispatchers come and go (only on a server)',
  async () => {
    await entered('많음');
    const taken: NumberedEvent[] = [];
    const take = async (event: NumberedEvent) => void taken.push(event);
    const comeAndGo = async () => {
      while (new Set(taken.map(({ id }) => id)).size < 60) {
        const dispatcher = t.pcrm.events.dispatch([{ name: '많음', take }]);
        await setTimeout(60);
        await dispatcher.stop();
      }
    };
    const writer = async (index: number) => {
      const id = await register(`동시 ${index}`);
      for (let version = 1; version <= 2; version += 1) await revise(id, version);
      return id;
    };
    const writers = Promise.all(Array.from({ length: 20 }, (_, index) => writer(index)));
    const [ids] = await Promise.all([writers, comeAndGo(), comeAndGo()]);
    expect(new Set(taken.map(({ id }) => id)).size).toBe(60);
    for (const id of ids) {
      const events = [...new Map(taken.filter(({ subjectId }) => subjectId === id).map((event) => [event.id, event])).values()];
      expect(events.map(({ name }) => name)).toEqual(['stakeholderRegistered', 'stakeholderRevised', 'stakeholderRevised']);
      expect(events.map(({ position }) => position)).toEqual(events.map(({ position }) => position).toSorted((a, b) => Number(a - b)));
    }
  },
);
