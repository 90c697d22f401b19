import type { Sentences } from '../translation.js';

/** What the inputs of several features are told. */
export const everyInput: Sentences = {
  'There is no {0} with the id {1}, or you may not see it. Check the id, or ask an administrator for access.':
    'id가 {1}인 기록({0:record})이 없거나 볼 권한이 없습니다. id를 확인하거나 관리자에게 권한을 요청하세요.',
  'This needs the permission {0}, which you do not have. Ask an administrator for a role or scope that includes it.':
    '필요한 권한({0})이 없습니다. 이 권한이 든 역할이나 권한을 관리자에게 요청하세요.',
  '{0} {1} was revised after version {2}. Load it again, look at what changed, and repeat your revision.':
    '기록({0:record} {1})이 버전 {2} 뒤에 수정되었습니다. 다시 불러와 바뀐 내용을 보고 수정하세요.',
  'There is no {0} with this id, or you may not see it. Check the id.':
    '이 id의 기록({0:record})이 없거나 볼 권한이 없습니다. id를 확인하세요.',
  'An idempotency key has 1 to 255 characters.': '멱등 키는 1~255자입니다. 길이를 맞추세요.',
  'An idempotency key has no control characters. Write letters and digits.':
    '멱등 키에는 제어 문자를 쓸 수 없습니다. 글자와 숫자로 쓰세요.',
  'This idempotency key was used before with another input. Use a new key for a new request, or repeat the first input unchanged.':
    '다른 입력에 이미 쓴 멱등 키입니다. 새 요청에는 새 키를 쓰거나, 처음 입력을 그대로 다시 보내세요.',
  'A request with this idempotency key is running at this moment. Repeat this one in a few seconds: it returns the result of the other.':
    '같은 멱등 키의 요청이 지금 처리되고 있습니다. 몇 초 뒤에 다시 보내면 그 요청의 결과를 받습니다.',
  'This is no id. Use an id that PCRM gave you, unchanged.': 'id가 아닙니다. PCRM이 준 id를 그대로 쓰세요.',
  'Write it on one line: it holds a line break or a tab.': '줄바꿈이나 탭이 들어 있습니다. 한 줄로 쓰세요.',
  'Write something: it is empty.': '비어 있습니다. 내용을 적으세요.',
  'Shorten it to at most {0} characters.': '너무 깁니다. {0}자 이하로 줄이세요.',
  'Remove the control character: it cannot be stored.': '저장할 수 없는 제어 문자가 들어 있습니다. 지우세요.',
  'Replace the broken character (half of a surrogate pair): it cannot be stored.':
    '저장할 수 없는 깨진 글자(서로게이트 쌍의 절반)가 들어 있습니다. 바꾸세요.',
  'Write an existing date as YYYY, YYYY-MM or YYYY-MM-DD.': '실제로 있는 날짜를 YYYY, YYYY-MM, YYYY-MM-DD 가운데 하나로 쓰세요.',
  'Write an existing day as YYYY-MM-DD.': '실제로 있는 날을 YYYY-MM-DD로 쓰세요.',
  'Write an instant with its offset, such as 2013-01-15T00:30:00+09:00.': '시각은 시차까지 쓰세요. 예: 2013-01-15T00:30:00+09:00',
  'Write an instant of the years 1 to 9999.': '서기 1년부터 9999년까지의 시각을 쓰세요.',
  'The period must end after it begins: `until` is the first day on which it no longer holds.':
    '기간은 시작한 뒤에 끝나야 합니다. `until`에는 더는 해당하지 않는 첫날을 적으세요.',
  'Name at most 200.': '200개 이하로 적으세요.',
  'Name at most 100.': '100개 이하로 적으세요.',
  'Name at most 50.': '50개 이하로 적으세요.',
  'Name at least one stakeholder.': '정책고객을 한 명 이상 적으세요.',
  'Give at most 200 items.': '안건은 200개 이하로 적으세요.',
  'This id stands in the list already. Leave one of the two out.': '목록에 이미 있는 id입니다. 둘 중 하나를 빼세요.',
  'Write a web address that begins with http:// or https://.': 'http:// 또는 https://로 시작하는 웹 주소를 쓰세요.',
};
