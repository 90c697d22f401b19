import type { Sentences } from '../translation.js';

export const engagements: Sentences = {
  'Send 1 to {0} engagements at a time, not {1}. Send the others in a batch of their own.':
    '접촉 이력은 한 번에 1~{0}건을 보낼 수 있습니다(보낸 것: {1}건). 나머지는 따로 보내세요.',
  'Name at least one stakeholder who took part.': '참여한 정책고객을 한 명 이상 적으세요.',
  'Name at most 50 topics.': '주제는 50개 이하로 적으세요.',
  'Name at least one member of staff who took part, or leave this out if it was you.':
    '참여한 직원을 한 명 이상 적거나, 본인이면 이 항목을 빼세요.',
  'An engagement is logged when it has taken place, and this lies more than a day ahead. Check the date.':
    '접촉 이력은 있었던 뒤에 기록하는데 하루도 더 남은 날짜입니다. 날짜를 확인하세요.',
  'The events since then are not kept any more. Load what you show again, and subscribe anew without the last event id.':
    '그 뒤의 이벤트가 더는 보관되어 있지 않습니다. 화면의 자료를 다시 불러오고, 마지막 이벤트 id 없이 새로 구독하세요.',
};
