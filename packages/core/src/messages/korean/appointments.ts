import type { Sentences } from '../translation.js';

export const appointments: Sentences = {
  'None of the stakeholders of the appointment took part in that engagement. Choose the one that came of it.':
    '예정된 정책고객 가운데 그 접촉에 참여한 이가 없습니다. 이 일정에서 나온 접촉 이력을 고르세요.',
  'The engagement is logged already and tells this itself. Leave it out, or correct the engagement.':
    '이미 기록된 접촉 이력에 있는 내용입니다. 이 항목을 빼거나 접촉 이력을 고치세요.',
  'An appointment ends after it starts. Change one of the two.': '일정은 시작한 뒤에 끝나야 합니다. 둘 중 하나를 바꾸세요.',
  'An appointment lies ahead, and this is more than a day ago. Check the date, or log the engagement that took place.':
    '일정은 앞으로의 일이어야 하는데 하루도 더 지난 날짜입니다. 날짜를 확인하거나, 이미 있었던 일이면 접촉 이력으로 기록하세요.',
  'The appointment was held already. Correct the engagement that came of it.':
    '이미 진행된 일정입니다. 그 일정에서 나온 접촉 이력을 고치세요.',
  'The appointment was cancelled. Plan a new one, or log the engagement by itself.':
    '취소된 일정입니다. 새 일정을 잡거나 접촉 이력만 따로 기록하세요.',
  'Write a day as YYYY-MM-DD, or an instant with its offset, such as 2013-01-15T00:30:00+09:00.':
    '날짜는 YYYY-MM-DD로, 시각은 시차까지 쓰세요. 예: 2013-01-15T00:30:00+09:00',
};
