import type { Sentences } from '../translation.js';

/** Proposals, and joint tasks. */
export const proposals: Sentences = {
  'Name the meeting on whose agenda the item stands.': '안건이 올라 있는 회의를 적으세요.',
  'The item stands on the agenda of another meeting. Choose an item of this one.': '다른 회의의 안건입니다. 이 회의의 안건을 고르세요.',
  'The joint task must end after it begins: `until` is the first day on which it no longer is one.':
    '공동협력과제는 시작한 뒤에 끝나야 합니다. `until`에는 더는 공동협력과제가 아닌 첫날을 적으세요.',
  'This joint task has ended. Take the policy task on anew for another period.': '끝난 공동협력과제입니다. 다른 기간으로 새로 등록하세요.',
  'Name at least one partner: what the city does alone is no joint task.':
    '시가 혼자 하는 일은 공동협력과제가 아닙니다. 협력 기관을 하나 이상 적으세요.',
  'The proposal was not addressed to them. Choose one of its addressees, or send it to them with addressProposal first.':
    '이 건의의 수신처가 아닙니다. 수신처 가운데서 고르거나 addressProposal로 먼저 보내세요.',
  'Only what is SUBMITTED or UNDER_REVIEW is sent on. Revise a draft instead; reopen what was decided first.':
    'SUBMITTED나 UNDER_REVIEW인 건의만 더 보낼 수 있습니다. 초안은 수정하고, 결정된 건의는 먼저 다시 여세요.',
  'What was submitted keeps its words, its maker and its addressees: leave out {0}. Send it on with addressProposal, or raise it again in other words.':
    '제출한 건의의 문구, 건의자, 수신처는 바꿀 수 없습니다. 빼야 할 항목: {0}. addressProposal로 더 보내거나, 문구를 바꿔 다시 제기하세요.',
  'The proposal is {0} and cannot become {1} from there. What was decided is reopened as UNDER_REVIEW first; what was withdrawn is raised again.':
    '건의는 {0} 상태에서 바로 {1} 상태가 될 수 없습니다. 결정된 건의는 먼저 UNDER_REVIEW로 되돌리고, 철회한 건의는 다시 제기하세요.',
  'The last step is dated {0}. Give that date or a later one.': '마지막 단계의 날짜는 {0}입니다. 그 날짜나 더 늦은 날짜를 적으세요.',
  'Another proposer leads already. Name only one as lead.': '대표 건의자가 이미 있습니다. 한 곳만 대표로 적으세요.',
  'Record it as DRAFT or SUBMITTED, with the date of that, and then change its status.':
    'DRAFT나 SUBMITTED로 그 날짜와 함께 등록한 다음 상태를 바꾸세요.',
  'Say what the values are counted in.': '값의 단위를 적으세요.',
  'There is no value to count in this unit. Leave it out.': '이 단위로 셀 값이 없습니다. 단위를 빼세요.',
  'Say what came of it: the value after, or words.': '결과를 적으세요. 바뀐 값이나 설명이 있어야 합니다.',
  'Somebody makes every proposal. Name the body, or at least one proposer.':
    '건의에는 건의하는 곳이 있어야 합니다. 기구를 적거나 건의자를 하나 이상 적으세요.',
  'This date has not come yet. Record it when it has happened.': '아직 오지 않은 날짜입니다. 일이 있은 뒤에 기록하세요.',
  'The proposal is addressed to them already. Choose another addressee.': '이미 이 건의의 수신처입니다. 다른 수신처를 고르세요.',
  'The proposal was submitted later. Give that date or a later one.':
    '건의를 제출하기 전의 날짜입니다. 제출한 날이나 더 늦은 날짜를 적으세요.',
};
