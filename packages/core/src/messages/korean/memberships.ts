import type { Sentences } from '../translation.js';

export const memberships: Sentences = {
  'The membership ends on {0} already. To correct that day, revise the membership.':
    '이미 끝나는 날({0})이 정해진 소속입니다. 그날을 바로잡으려면 소속을 수정하세요.',
  'There is no post with this id. Check the id.': '이 id의 직위가 없습니다. id를 확인하세요.',
  'Several may hold this post at a time, so the seat does not follow it. Name the member.':
    '여러 명이 함께 있을 수 있는 직위여서 자리가 직위를 따라가지 않습니다. 구성원을 적으세요.',
  'Name who holds the post. A post that nobody holds needs no membership: it shows as vacant.':
    '직위의 재직자를 적으세요. 재직자가 없는 직위는 소속 없이도 공석으로 나타납니다.',
  'Name the member, or the post to which the seat belongs.': '구성원이나 자리가 딸린 직위를 적으세요.',
  'Name the post that is held.': '재직하는 직위를 적으세요.',
  'Only a holder of a post names it here. Leave it out, or choose the role POST_HOLDER.':
    '직위는 재직자만 적습니다. 빼거나 역할을 POST_HOLDER로 고르세요.',
  'Only chairs and the seats of a post are numbered. Leave it out.': '자리 번호는 의장과 직위의 자리에만 있습니다. 빼세요.',
  'Name the post by virtue of which the seat is held.': '당연직의 근거가 되는 직위를 적으세요.',
  'Only a seat on the basis EX_OFFICIO rests on a post. Choose that basis, or leave the post out.':
    '직위에 딸린 자리는 근거가 EX_OFFICIO일 때만 있습니다. 그 근거를 고르거나 직위를 빼세요.',
  'Election among members and rotation choose a chair. A seat is filled EX_OFFICIO or APPOINTED.':
    '호선과 윤번은 의장을 뽑는 방식입니다. 위원 자리는 EX_OFFICIO나 APPOINTED로 적으세요.',
  'Give the date on which the term ends, as far as it is known.': '임기가 끝나는 날짜를 아는 만큼 적으세요.',
  'Only a seat on the basis EX_OFFICIO ends with a post. Choose another end, or name the post.':
    '직위와 함께 끝나는 자리는 근거가 EX_OFFICIO일 때만 있습니다. 다른 만료 방식을 고르거나 직위를 적으세요.',
  'The ex officio membership {0} of this holder begins on or after the day on which the post would no longer be held. Correct that membership first, or choose a later day.':
    '직위에서 물러나는 날이나 그 뒤에 시작하는 당연직 소속이 있습니다({0}). 그 소속을 먼저 바로잡거나 더 늦은 날을 고르세요.',
  'An order runs already. Say from when the new one holds.': '이미 시행 중인 윤번 순서가 있습니다. 새 순서가 언제부터인지 적으세요.',
  'The present order began on this day. Choose a later day.': '지금 윤번 순서가 이 날 시작되었습니다. 더 늦은 날을 고르세요.',
  'Name at least two members who take turns.': '차례를 맡을 회원을 둘 이상 적으세요.',
  'This member stands in the order already. Leave one of the two out.': '순서에 이미 있는 회원입니다. 둘 중 하나를 빼세요.',
};
