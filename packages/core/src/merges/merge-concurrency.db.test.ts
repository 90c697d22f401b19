import { expect, test } from 'vitest';
import { onServer, useTestPcrm } from '../testing.js';
import { merge } from './testing.js';

const t = useTestPcrm();
const person = (name: string) => t.staff.registerStakeholder({ kind: 'PERSON', name });
const visit = (stakeholderId: string) =>
  t.staff.logEngagement({
    occurredAt: '2012-11-05T10:00:00+09:00',
    channel: 'VISIT',
    direction: 'OUTBOUND',
    subject: '방문',
    stakeholderIds: [stakeholderId],
  });
/** What became of each: done, or the rule that refused it. */
const outcomes = async (work: Promise<unknown>[]) =>
  (await Promise.allSettled(work)).map((result) =>
    result.status === 'fulfilled' ? 'done' : String((result.reason as { rule?: string }).rule),
  );

test.runIf(onServer)('of what is entered for somebody while they are merged, nothing is lost and nothing stays behind', async () => {
  for (let round = 0; round < 3; round += 1) {
    const [kept, gone] = [await person('남는 이'), await person('합쳐지는 이')];
    const visits = Array.from({ length: 12 }, () => visit(gone.id));
    const [merged, ...logged] = await outcomes([
      new Promise((resolve) => setImmediate(resolve)).then(() => merge(t, gone.id, kept.id)),
      ...visits,
    ]);
    expect(merged).toBe('done');
    expect(new Set(logged)).toEqual(new Set([...logged].filter((outcome) => outcome === 'done' || outcome === 'stakeholder_merged')));
    const survivors = await t.pcrm.db.engagementStakeholder.count({ where: { stakeholderId: kept.id } });
    expect(survivors).toBe(logged.filter((outcome) => outcome === 'done').length);
    expect(await t.pcrm.db.engagementStakeholder.count({ where: { stakeholderId: gone.id } })).toBe(0);
  }
});

test.runIf(onServer)('of two merges in opposite directions one wins', async () => {
  const [a, b] = [await person('갑'), await person('을')];
  const results = await outcomes([merge(t, a.id, b.id), merge(t, b.id, a.id)]);
  expect(results.toSorted()).toEqual(['done', 'stakeholder_merged']);
  expect(await t.pcrm.db.stakeholder.count({ where: { id: { in: [a.id, b.id] } } })).toBe(1);
});

test.runIf(onServer)('of two who undo one merge one wins, and so does one of undoing and merging on', async () => {
  const [a, b, c] = [await person('갑'), await person('을'), await person('병')];
  const first = await merge(t, a.id, b.id);
  const undo = () => t.manager.undoMerge({ id: first.id, reason: '아니다' });
  expect((await outcomes([undo(), undo(), undo()])).toSorted()).toEqual(['done', 'merge_undone', 'merge_undone']);
  const { id } = await merge(t, a.id, b.id);
  const results = await outcomes([t.manager.undoMerge({ id, reason: '아니다' }), merge(t, b.id, c.id)]);
  // Whichever comes second finds a later merge, or another version.
  expect(results.filter((outcome) => outcome === 'done')).toHaveLength(1);
  const ofA = await t.viewer.findStakeholder(a.id);
  expect(ofA?.id).toBe(results[0] === 'done' ? a.id : c.id);
});
