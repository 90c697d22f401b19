import type { Sentences } from '../translation.js';

export const budgets: Sentences = {
  'Another line has this name. Tell the two apart.': '같은 이름의 예산 항목이 있습니다. 둘을 구별되게 적으세요.',
};
