import type { Sentences } from '@pcrm/core';

/** The Korean of every sentence with which the command itself refuses. */
export const koreanMessages: Sentences = {
  'Say who acts, for the audit: --as with the name or id of an actor, or PCRM_ACTOR.':
    '감사 기록을 위해 누가 하는 일인지 알려야 합니다. --as나 PCRM_ACTOR로 사용자의 이름이나 id를 적으세요.',
  'Nobody who is enabled has the name or id "{0}". See them with: pcrm actors list':
    '그런 이름이나 id의 활성 사용자가 없습니다("{0}"). 목록 보기: pcrm actors list',
  'Several have the name "{0}". Choose one by its id: {1}.': '같은 이름이 여럿입니다("{0}"). id로 하나를 고르세요: {1}.',
  'Something differs. Correct it with: pcrm insights recount': '집계가 다릅니다. 바로잡으려면 실행하세요: pcrm insights recount',
  'PCRM has ended because of an unexpected error: {0}': '예상하지 못한 오류로 PCRM이 끝났습니다: {0}',
};
