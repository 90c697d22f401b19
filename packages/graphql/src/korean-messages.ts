import type { Sentences } from '@pcrm/core';

/** The Korean of every sentence that the schema itself refuses with, or explains by. */
export const koreanMessages: Sentences = {
  'Name a record by its __typename and its id.': '기록은 __typename과 id로 지정하세요.',
  'This id is of another kind. Use one that PCRM gave you of: {0}.': '다른 종류의 id입니다. PCRM이 준 다음 종류의 id를 쓰세요: {0}.',
  'At most {0} records are named at once. Ask for them in several requests.':
    '한 번에 지정할 수 있는 기록은 {0}건까지입니다. 여러 요청으로 나누세요.',
  'Nothing can be subscribed to here: ask the service for an event stream.':
    '여기서는 구독할 수 없습니다. 서비스에 이벤트 스트림을 요청하세요.',
  'The number is too large to be sent as JSON.': 'JSON으로 보내기에 너무 큰 수입니다. 관리자에게 알리세요.',
  'Write a whole number up to 9007199254740991.': '9007199254740991 이하의 정수를 쓰세요.',
  'A search is read from its best match on: use `first` and `after`.':
    '검색 결과는 가장 잘 맞는 것부터 읽습니다. `first`와 `after`를 쓰세요.',
  'No mutation of this name takes the type {0}. Use one of {1}.':
    '이 종류({0})를 받는 그런 이름의 뮤테이션이 없습니다. 쓸 수 있는 이름: {1}.',
  'The caller may do it. What else a rule asks, such as a state or a version, is looked at when it is done.':
    '할 수 있습니다. 상태나 버전처럼 규칙이 더 요구하는 것은 실행할 때 확인합니다.',
};
