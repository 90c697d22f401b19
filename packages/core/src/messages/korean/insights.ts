import type { Sentences } from '../translation.js';

export const insights: Sentences = {
  'The period must end after it begins: `until` is the first day that no longer counts.':
    '기간은 시작한 뒤에 끝나야 합니다. `until`에는 더는 세지 않는 첫날을 적으세요.',
  'An answer has at most {0} periods. Ask for longer ones, or for a shorter time.':
    '한 답변의 구간은 {0}개까지입니다. 구간을 더 길게 하거나 기간을 줄이세요.',
};
