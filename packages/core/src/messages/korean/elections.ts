import type { Sentences } from '../translation.js';

export const elections: Sentences = {
  'This is not the turn that was previewed: the input is another, or somebody changed a record since. Preview it again.':
    '미리 본 교체와 다릅니다. 입력이 다르거나 그사이 기록이 바뀌었습니다. 다시 미리 보세요.',
  'Name a stakeholder, or a person to register: one of the two.': '정책고객과 새로 등록할 사람 가운데 하나만 적으세요.',
  'Give at most 1000 holders at a time.': '취임자는 한 번에 1000명 이하로 적으세요.',
  'The new terms must end after they begin.': '새 임기는 시작한 뒤에 끝나야 합니다. 날짜를 확인하세요.',
  'Give the fingerprint of the preview.': '미리 보기에서 받은 fingerprint를 적으세요.',
  'This post does not turn over. Add it to the posts, or choose one of them.':
    '이번에 교체하는 직위가 아닙니다. 직위 목록에 넣거나 목록의 직위를 고르세요.',
  'The post does not exist on that day. Choose another post or day.': '그날에는 없는 직위입니다. 다른 직위나 날짜를 고르세요.',
  'They are named for this post already. Leave one of the two out.': '이 직위에 이미 적은 사람입니다. 둘 중 하나를 빼세요.',
  'The post has {0} seat. Name fewer holders, or raise its capacity first.':
    '이 직위의 정원은 {0}명입니다. 취임자를 줄이거나 정원을 먼저 늘리세요.',
  'The post has {0} seats. Name fewer holders, or raise its capacity first.':
    '이 직위의 정원은 {0}명입니다. 취임자를 줄이거나 정원을 먼저 늘리세요.',
  'Somebody else takes this seat. Choose another, or leave it out.':
    '다른 사람이 앉는 자리입니다. 다른 자리를 고르거나 자리 번호를 빼세요.',
  'The term {0} in one of these posts begins on that day or later. Correct it first, or choose a later day.':
    '교체하는 직위에 그날이나 그 뒤에 시작하는 임기가 있습니다({0}). 그 임기를 먼저 바로잡거나 더 늦은 날을 고르세요.',
  'The ex officio membership {0} of a present holder begins on that day or later. Correct it first, or choose a later day.':
    '지금 재직자의 당연직 소속이 그날이나 그 뒤에 시작합니다({0}). 그 소속을 먼저 바로잡거나 더 늦은 날을 고르세요.',
  'They are named for more than one post of this turn.': '이번 교체에서 둘 이상의 직위에 적힌 사람입니다.',
  '{0} holds another post on that day: {1}.': '그날 다른 직위에도 있는 사람입니다({0}, {1}).',
  'A person of the name {0} is registered already. If it is the same person, name that one.':
    '같은 이름의 사람이 이미 등록되어 있습니다({0}). 같은 사람이면 그 정책고객을 지정하세요.',
};
