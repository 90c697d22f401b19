import type { Sentences } from '../translation.js';

export const stances: Sentences = {
  'This meeting has not been held, and nothing was heard in it. Hold it first, or name another.':
    '아직 열리지 않은 회의여서 들은 것이 없습니다. 먼저 개최로 처리하거나 다른 회의를 적으세요.',
  'Compare an earlier day with a later one.': '앞선 날과 뒤의 날을 비교하세요.',
  'Say from when on they stand there: a document does not tell it.':
    '문서만으로는 언제부터인지 알 수 없습니다. 입장의 시작 날짜를 적으세요.',
  'A stance was heard in an engagement or in a meeting. Leave one of them out.':
    '입장은 접촉 이력이나 회의 가운데 한 곳에서 들은 것입니다. 둘 중 하나를 빼세요.',
  'A stance needs evidence. Name the engagement, the meeting or the document that shows it.':
    '입장에는 근거가 있어야 합니다. 입장이 드러난 접촉 이력, 회의, 문서 가운데 하나를 적으세요.',
  'A document alone shows no stance. Quote the words of it that do.':
    '문서만으로는 입장이 드러나지 않습니다. 입장을 보여 주는 문구를 인용하세요.',
  'A stance is about a policy task or about a proposal. Leave one of them out.':
    '입장은 정책과제나 건의 가운데 하나에 대한 것입니다. 둘 중 하나를 빼세요.',
  'Name the policy task or the proposal that it is about.': '입장의 대상인 정책과제나 건의를 적으세요.',
  'Several stakeholders took part. Name the one who stands there.': '정책고객 여럿이 참여했습니다. 입장을 보인 정책고객을 지정하세요.',
  'Where a natural person stands is sensitive information. Say what permits the city to keep it.':
    '개인의 입장은 민감정보입니다. 시가 보관할 법적 근거를 적으세요.',
  'The legal basis is for natural persons, and this is an organization. Leave it out.':
    '법적 근거는 개인의 입장에만 적는데 기관·단체입니다. 빼세요.',
  'This person took no part in that engagement. Say REPORTED or INFERRED, or name the engagement in which they said it.':
    '그 접촉에 참여하지 않은 사람입니다. REPORTED나 INFERRED로 적거나, 본인이 말한 접촉 이력을 지정하세요.',
  'This day has not come yet. Write since when they stand there.': '아직 오지 않은 날입니다. 그 입장이 시작된 날을 적으세요.',
};
