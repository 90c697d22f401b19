import type { Sentences } from '../translation.js';

export const programmes: Sentences = {
  'The session has no time at which it starts. Say when the opinion was heard.':
    '시작 시각이 없는 회차입니다. 의견을 들은 시각을 적으세요.',
  'Give at most 1000 at a time.': '한 번에 1000건 이하로 적으세요.',
  'All {0} places are taken, and there is no waiting list. Choose another session.':
    '정원 {0}명이 모두 찼고 대기자를 받지 않습니다. 다른 회차를 고르세요.',
  'All {0} places are taken, and so are the {1} of the waiting list. Choose another session.':
    '정원 {0}명과 대기 {1}명이 모두 찼습니다. 다른 회차를 고르세요.',
  'Register from {0} on{1} (Korean time).': '아직 신청 기간이 아닙니다. {0}부터{1:sentence} 신청하세요(한국 시각).',
  ', until {0}': ' {0}까지',
  'Registration closed at {0} (Korean time). Choose another session, or move the time at which it closes.':
    '신청이 마감되었습니다(한국 시각 {0}). 다른 회차를 고르거나 마감 시각을 바꾸세요.',
  'The session is not to come any more: who registered for it is history.':
    '이미 열렸거나 취소된 회차입니다. 신청자는 이력으로 남아 바꿀 수 없습니다.',
  'This registration was cancelled already.': '이미 취소된 신청입니다. 더 할 일이 없습니다.',
  'It is recorded whether they came. Correct the attendance instead.': '참석 여부가 이미 기록되어 있습니다. 참석 기록을 바로잡으세요.',
  'This stakeholder was not registered, so that nobody expected them. Leave them out.':
    '신청하지 않은 정책고객이어서 불참으로 적을 수 없습니다. 빼세요.',
  'The programme was cancelled already.': '이미 취소된 프로그램입니다. 더 할 일이 없습니다.',
  'Count programmes from 1.': '프로그램 번호는 1부터 셉니다. 1 이상을 적으세요.',
  'Only a session that was held has this date. Hold the session instead.': '열린 회차에만 있는 날짜입니다. 회차를 개최로 처리하세요.',
  'Say when it starts, beside when it ends.': '끝나는 시각과 함께 시작 시각도 적으세요.',
  'Somebody came to the session, as is recorded. Hold it, or correct the attendance first.':
    '참석자가 기록된 회차입니다. 개최로 처리하거나 참석 기록을 먼저 바로잡으세요.',
  'Write a number that is not negative.': '0 이상의 수를 적으세요.',
  'Count sessions from 1.': '회차 번호는 1부터 셉니다. 1 이상을 적으세요.',
  'Give at least one place, or leave it out when there is no limit.': '정원을 1명 이상 적거나, 제한이 없으면 빼세요.',
  'Give the time at which it starts, or what is known of the date. Leave one of them out.':
    '시작 시각과 아는 만큼의 날짜 가운데 하나만 적으세요. 하나를 빼세요.',
  'The session must end after it starts.': '회차는 시작한 뒤에 끝나야 합니다. 시각을 확인하세요.',
  'Registration must close after it opens.': '신청은 연 뒤에 마감해야 합니다. 시각을 확인하세요.',
  'This date has not come yet. Plan the session, and hold it when it has taken place.':
    '아직 오지 않은 날짜입니다. 회차를 예정으로 등록하고, 열린 뒤에 개최로 처리하세요.',
  'The session has not been held. Hold it first.': '아직 열리지 않은 회차입니다. 먼저 개최로 처리하세요.',
  'The session was held already. Revise it instead.': '이미 열린 회차입니다. 회차를 수정하세요.',
  'The session was cancelled. Plan a new one.': '취소된 회차입니다. 새 회차를 잡으세요.',
  'The session has no date yet. Set one, or hold it first.': '아직 날짜가 없는 회차입니다. 날짜를 정하거나 먼저 개최로 처리하세요.',
  'The session is planned for {0} (Korean time). Record what happened there from its first day on.':
    '아직 열리지 않은 회차입니다(예정일 {0}, 한국 시각). 첫날부터 기록할 수 있습니다.',
};
