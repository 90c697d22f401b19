import type { Sentences } from '../translation.js';

/** Duplicates, and merging them. */
export const duplicates: Sentences = {
  'Name two stakeholders: these are one.': '같은 정책고객입니다. 서로 다른 둘을 적으세요.',
  'Both are bodies, each with meetings and chairs of its own. Bodies are not merged.':
    '둘 다 자기 회의와 의장이 있는 기구입니다. 기구끼리는 병합할 수 없습니다.',
  'The one to merge is a body, and the other is none. Keep the body, and merge the other into it.':
    '병합될 쪽만 기구입니다. 기구를 남기고 다른 쪽을 거기에 병합하세요.',
  'One is a part of the other, so they are two. Correct the parent first if that is wrong.':
    '한쪽이 다른 쪽의 하위이므로 서로 다릅니다. 잘못된 것이면 상위 기관을 먼저 바로잡으세요.',
  'One is a member of the other, so they are two. Keep them apart.': '한쪽이 다른 쪽의 구성원이므로 서로 다릅니다. 그대로 두세요.',
  'One represented the other in a meeting, so they are two. Correct the attendance first if that is wrong.':
    '회의에서 한쪽이 다른 쪽을 대리했으므로 서로 다릅니다. 잘못된 것이면 참석 기록을 먼저 바로잡으세요.',
  'Both have a {0} where one can have one.': '하나만 있을 수 있는 기록({0:record})이 양쪽에 다 있습니다. 한쪽을 먼저 정리하세요.',
  '{0} at the same time, and the two say different things. End or correct one of the memberships first.':
    '{0:sentence} 두 소속의 기간이 겹치고 내용이 다릅니다. 한쪽을 먼저 끝내거나 바로잡으세요.',
  'Both are {0} of {1}': '둘 다 같은 곳에서 같은 역할을 맡고 있습니다({1:sentence}, {0}).',
  '{0} is {1} of both': '양쪽에서 같은 역할을 맡은 구성원이 있습니다({0:sentence}, {1}).',
  'one organization': '한 기관·단체',
  'A post': '직위',
  'Both have a part in one session. If it is still to come, cancel one of the two registrations first.':
    '둘 다 같은 회차에 참여합니다. 아직 열리지 않은 회차이면 한쪽의 신청을 먼저 취소하세요.',
  'A person and an organization are not one stakeholder. Choose two of one kind.':
    '개인과 기관·단체는 같은 정책고객일 수 없습니다. 같은 종류로 둘을 고르세요.',
  'Both organizations have a post of this title. Give one of the two another title first.':
    '두 기관·단체에 같은 이름의 직위가 있습니다. 한쪽의 이름을 먼저 바꾸세요.',
  'Both organizations have a budget of this year, and one organization has one. Keep the two apart.':
    '두 기관·단체에 같은 해의 예산이 있는데, 한 곳에는 하나만 둘 수 있습니다. 그대로 두세요.',
  'One source declares two values of this figure for the two organizations. Tell them apart by a qualifier first.':
    '한 출처가 두 기관·단체에 서로 다른 수치를 적고 있습니다. 한정어로 먼저 구별하세요.',
  'Both make one proposal together, and one of them leads. Take one of the two from its proposers first.':
    '둘이 함께 낸 건의가 있고 한쪽이 대표입니다. 둘 중 하나를 건의자에서 먼저 빼세요.',
  'One proposal is addressed to both. Take one of the two from its addressees first.':
    '둘 다 한 건의의 수신처입니다. 둘 중 하나를 수신처에서 먼저 빼세요.',
  'Both take part in one joint task, each in another way. Take one of the two from its partners first.':
    '둘 다 한 공동협력과제에 서로 다른 방식으로 참여합니다. 둘 중 하나를 협력 기관에서 먼저 빼세요.',
  'Both have a turn in one rotation. Set the rotation anew without one of the two first.':
    '둘 다 한 윤번 순서에 있습니다. 둘 중 하나를 빼고 순서를 먼저 다시 정하세요.',
  'Choose once for each field.': '필드마다 한 번만 고르세요.',
  'Only categories and notes can be of both. Choose one of the two.':
    '양쪽 값을 함께 남길 수 있는 것은 분류와 메모뿐입니다. 하나를 고르세요.',
  'A stakeholder is not merged into itself. Choose another.': '정책고객을 자기 자신에게 병합할 수 없습니다. 다른 정책고객을 고르세요.',
  'Only the other kind of stakeholder has {0}. Leave it out.': '다른 종류의 정책고객에게만 있는 필드({0})입니다. 빼세요.',
  'This merge was undone already.': '이미 되돌린 병합입니다. 더 할 일이 없습니다.',
  'A later merge, of {0} ({1}), builds on this one. Undo that one first.':
    '이 병합 위에 다음 병합이 있습니다({0}, {1}). 그 병합을 먼저 되돌리세요.',
  '{0} ({1}) was merged into {2}. Use the id {3}, or undo the merge.':
    '다른 정책고객에 병합되었습니다({0}({1}) → {2}). 남은 정책고객의 id({3})를 쓰거나 병합을 되돌리세요.',
};
