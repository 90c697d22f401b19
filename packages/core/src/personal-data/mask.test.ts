import { expect, test } from 'vitest';
import type { ContactPointKind } from '../generated/prisma/enums.js';
import { maskContact, maskName } from './mask.js';

test.each([
  ['홍', '*'],
  ['홍길', '홍*'],
  ['홍길동', '홍*동'],
  ['남궁길동', '남**동'],
  ['황보가람누리', '황****리'],
  ['洪吉童', '洪*童'],
  ['홍 길동', '* 길*'],
  ['Hong Gildong', 'H*** G***'],
  ['J', 'J***'],
  ['Kim-Lee Min-ji', 'K*** M***'],
  ['홍길동(서울)', '홍***'],
])('the name %s is shown as %s, and masked again it is the same', (name, shown) => {
  expect(maskName(name)).toBe(shown);
  expect(maskName(shown)).toBe(shown);
});

test.each<[ContactPointKind, string, string]>([
  ['MOBILE', '010-9876-1234', '010-****-1234'],
  ['MOBILE', '01098761234', '010****1234'],
  ['MOBILE', '+82 10-9876-1234', '+82 **-****-1234'],
  ['PHONE', '032-440-2114', '032-***-2114'],
  ['PHONE', '02-123-4567', '02-***-4567'],
  ['PHONE', '440-2114', '***-2114'],
  ['PHONE', '120', '***'],
  ['FAX', '(032) 440 2114', '(032) *** 2114'],
  ['EMAIL', 'kildong@example.org', 'k***@example.org'],
  ['EMAIL', '@example.org', '***'],
  ['ADDRESS', '인천광역시 남동구 정각로 29', '인천광역시 남동구 ***'],
  ['ADDRESS', '(21554) 경기도 고양시 덕양구 화정동 1', '경기도 고양시 덕양구 ***'],
  ['ADDRESS', '정각로 29', '***'],
  ['ADDRESS', '29 Jeonggak-ro, Incheon', '***'],
  ['MESSENGER', 'kildong', '***'],
  ['SOCIAL_ACCOUNT', '@kildong', '***'],
  ['WEB', 'https://kildong.example.org', '***'],
])('%s %s is shown as %s', (kind, value, shown) => {
  expect(maskContact({ kind, value })).toBe(shown);
});
