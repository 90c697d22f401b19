import type { Sentences } from '../translation.js';

export const bodies: Sentences = {
  'The organization is a body already. Revise it instead.': '이미 기구로 등록된 기관·단체입니다. 새로 만들지 말고 수정하세요.',
  'A quota runs already. Say from when the new one holds.': '이미 시행 중인 정원이 있습니다. 새 정원이 언제부터인지 적으세요.',
  'The present quota began on this day. Choose a later day.': '지금 정원이 이 날 시작되었습니다. 더 늦은 날을 고르세요.',
  'Give months as 1 to 12.': '월은 1~12로 적으세요.',
  'Give 50 to 100 percent.': '50~100퍼센트로 적으세요.',
  'Give the sum that each member pays a year.': '회원마다 한 해에 내는 금액을 적으세요.',
  'Only the rule FIXED_PER_YEAR has a sum. Choose that rule, or leave the sum out.':
    '금액은 분담 방식이 FIXED_PER_YEAR일 때만 적습니다. 그 방식을 고르거나 금액을 빼세요.',
  'Give a whole number, in the unit that the source prints.': '출처에 적힌 단위 그대로 정수를 적으세요.',
  'An amount is not negative.': '금액은 음수일 수 없습니다. 0 이상을 적으세요.',
  'That is more than a quadrillion. Check the amount and its unit.': '천조를 넘는 금액입니다. 금액과 단위를 확인하세요.',
  'An amount that is due or paid is not zero.': '내야 하거나 낸 금액은 0일 수 없습니다. 금액을 적으세요.',
  'Give a year such as 2013.': '연도를 적으세요. 예: 2013',
  'Give percent as 0 to 100.': '퍼센트는 0~100으로 적으세요.',
  'Give a day after the first day.': '첫날보다 늦은 날을 적으세요.',
  'Give a last year that is not before the first, and at most a hundred years.':
    '마지막 해는 첫해보다 앞설 수 없고, 기간은 100년을 넘을 수 없습니다. 연도를 확인하세요.',
};
