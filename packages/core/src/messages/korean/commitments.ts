import type { Sentences } from '../translation.js';

export const commitments: Sentences = {
  'This member of staff has left. Name one who is at work.': '그만둔 직원입니다. 근무 중인 직원을 지정하세요.',
  'This commitment is closed and is not changed any more. Make a new one for a new promise.':
    '이미 마무리된 약속이어서 바꿀 수 없습니다. 새로 약속했으면 새 약속으로 등록하세요.',
  'A commitment is made in an engagement or in a meeting. Leave one of them out.':
    '약속은 접촉 이력이나 회의 가운데 한 곳에서 나온 것입니다. 둘 중 하나를 빼세요.',
  'Name the engagement or the meeting in which it was made.': '이 약속이 나온 접촉 이력이나 회의를 지정하세요.',
  'They own it already. Name the member of staff who takes it over.': '이미 그 직원이 담당하고 있습니다. 넘겨받을 직원을 지정하세요.',
  'A commitment is somebody’s, by name. Name the member of staff who sees to it.':
    '약속에는 이름이 있는 담당자가 있어야 합니다. 챙길 직원을 지정하세요.',
};
