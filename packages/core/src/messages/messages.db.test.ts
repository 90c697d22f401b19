import { expect, test } from 'vitest';
import { Forbidden, InvalidInput } from '../errors.js';
import { useTestPcrm } from '../testing.js';

const t = useTestPcrm();
const call = { channel: 'CALL', direction: 'INBOUND', occurredAt: '2012-12-12T09:00:00+09:00', subject: '통화' } as const;
const contact = { ...call, stakeholderIds: [] };

test('whoever acts in a language is refused in it: commands, queries, and entries of a batch', async () => {
  const staff = t.pcrm.as(t.actors.staff, { language: 'ko' });
  await expect(staff.logEngagement(contact)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: 'stakeholderIds: 참여한 정책고객을 한 명 이상 적으세요.',
    problems: [{ path: ['stakeholderIds'], message: '참여한 정책고객을 한 명 이상 적으세요.' }],
  });
  await expect(staff.listStakeholders({ first: 101 })).rejects.toThrow('first: 한 쪽은 1~100행입니다. 그 안에서 요청하세요.');
  const [entry] = await staff.logEngagements([contact]);
  expect(entry?.error).toBeInstanceOf(InvalidInput);
  expect(entry?.error?.message).toBe('stakeholderIds: 참여한 정책고객을 한 명 이상 적으세요.');
  const refused = await t.pcrm
    .as(t.actors.viewer, { language: 'ko' })
    .logEngagement(contact)
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Forbidden);
  expect(String(refused)).toBe('Forbidden: 필요한 권한(engagements:write)이 없습니다. 이 권한이 든 역할이나 권한을 관리자에게 요청하세요.');
});

test('what a constraint of the database refuses is told in it, too', async () => {
  const staff = t.pcrm.as(t.actors.staff, { language: 'ko' });
  const { id: organizationId } = await staff.registerStakeholder({ kind: 'ORGANIZATION', name: '인천광역시의회' });
  await staff.createPost({ organizationId, title: '의장' });
  await expect(staff.createPost({ organizationId, title: '의장' })).rejects.toMatchObject({
    code: 'CONFLICT',
    rule: 'Post_organizationId_title_key',
    message: '이 기관·단체에 같은 이름의 직위가 이미 있습니다. 그 직위의 정원을 늘리거나 다른 이름을 쓰세요.',
  });
});

test('whoever says nothing is refused in English', async () => {
  await expect(t.staff.logEngagement(contact)).rejects.toThrow('stakeholderIds: Name at least one stakeholder who took part.');
  const [entry] = await t.staff.logEngagements([contact]);
  expect(entry?.error?.message).toBe('stakeholderIds: Name at least one stakeholder who took part.');
});
