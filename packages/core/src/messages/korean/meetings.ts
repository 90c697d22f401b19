import type { Sentences } from '../translation.js';

export const meetings: Sentences = {
  'Only a meeting that was held has this date. Hold the meeting instead.': '열린 회의에만 있는 날짜입니다. 회의를 개최로 처리하세요.',
  'The agenda has no such item. Leave the id out for a new one.': '회의에 그런 안건이 없습니다. 새 안건이면 id를 빼세요.',
  'Say what was decided, beside the words of the decision.': '의결 문구와 함께 의결 결과도 적으세요.',
  'Name who came in their place.': '대신 참석한 사람을 적으세요.',
  'Only who is REPRESENTED has a proxy. Leave it out.': '대리 참석자는 참석이 REPRESENTED일 때만 적습니다. 빼세요.',
  'Nobody is their own proxy. Name who came in their place.': '본인이 자기를 대리할 수 없습니다. 대신 참석한 사람을 적으세요.',
  'Give at most 1000 attendances.': '참석은 1000건 이하로 적으세요.',
  'Count meetings from 1.': '회의 차수는 1부터 셉니다. 1 이상을 적으세요.',
  'This date has not come yet. Plan the meeting, and hold it when it has taken place.':
    '아직 오지 않은 날짜입니다. 회의를 예정으로 등록하고, 열린 뒤에 개최로 처리하세요.',
  'The meeting has not been held, so nothing is decided. Hold it first, or leave the decision out.':
    '아직 열리지 않은 회의여서 의결이 있을 수 없습니다. 먼저 개최로 처리하거나 의결을 빼세요.',
  'The meeting has not been held. Hold it first.': '아직 열리지 않은 회의입니다. 먼저 개최로 처리하세요.',
  'The meeting was held already. Revise it instead.': '이미 열린 회의입니다. 회의를 수정하세요.',
  'The meeting was cancelled. Plan a new one, or record the one that was held instead.':
    '취소된 회의입니다. 새 회의를 예정하거나, 대신 열린 회의를 기록하세요.',
};
