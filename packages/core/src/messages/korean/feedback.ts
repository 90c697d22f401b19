import type { Sentences } from '../translation.js';

export const feedback: Sentences = {
  'The stakeholder who is answered took no part in that engagement. Choose the one in which they were answered.':
    '답변을 받을 정책고객이 그 접촉에 참여하지 않았습니다. 답변이 돌아간 접촉 이력을 고르세요.',
  'Tell the stakeholder: name the engagement with which you told them, log it here as `answer`, or say `toldLater`, and it awaits feedback.':
    '정책고객에게 알려야 합니다. 알린 접촉 이력을 지정하거나, 여기서 `answer`로 기록하거나, `toldLater`로 나중에 환류한다고 표시하세요.',
  'This day has not come yet. Write the day on which it was closed.': '아직 오지 않은 날입니다. 마무리한 날을 적으세요.',
  'It was made on {0}. Write the day on which it was closed, not an earlier one.':
    '약속한 날({0})보다 앞선 날입니다. 마무리한 날을 적으세요.',
  'This commitment is open. Close it, and say with which engagement you told the stakeholder.':
    '아직 진행 중인 약속입니다. 마무리하면서 정책고객에게 알린 접촉 이력을 적으세요.',
  'The stakeholder was told already how this commitment ended. Nothing is left to do.':
    '이 약속이 어떻게 끝났는지 정책고객에게 이미 알렸습니다. 더 할 일이 없습니다.',
  'No opinion came to us in this engagement: it was not the stakeholder who began it. Choose one that came in.':
    '정책고객이 먼저 한 접촉이 아니어서 들은 의견이 없습니다. 들어온 접촉 이력을 고르세요.',
  'This opinion was heard after the answer. Choose a later engagement.': '답변보다 뒤에 들은 의견입니다. 더 늦은 접촉 이력을 고르세요.',
  'Nobody whose opinion this is took part in the answer. Choose the engagement in which they were answered.':
    '의견을 낸 정책고객이 답변한 접촉에 참여하지 않았습니다. 그들에게 답변한 접촉 이력을 고르세요.',
  'Either they are told with this engagement, or later. Leave one of them out.':
    '이 접촉 이력으로 알리거나 나중에 알리거나 하나입니다. 둘 중 하나를 빼세요.',
  'Name at least one opinion.': '의견을 하나 이상 적으세요.',
  'Name an engagement that is logged already, or give one to log. Leave one of them out.':
    '이미 기록한 접촉 이력과 새로 기록할 접촉 이력 가운데 하나만 주세요. 하나를 빼세요.',
  'Name the engagement with which the answer went back, or give one to log.':
    '답변이 돌아간 접촉 이력을 지정하거나 새로 기록할 접촉 이력을 주세요.',
  'It was made on {0}, and this engagement came before. Choose the one in which the stakeholder was told.':
    '약속한 날({0})보다 앞선 접촉 이력입니다. 정책고객에게 알린 접촉 이력을 고르세요.',
};
