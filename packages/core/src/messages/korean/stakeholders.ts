import type { Sentences } from '../translation.js';

/** Stakeholders, and finding them. */
export const stakeholders: Sentences = {
  'Only data of natural persons are masked.': '가려지는 것은 개인의 정보뿐입니다. 개인을 고르세요.',
  'Write a letter or a digit: blanks and punctuation are not looked for.': '빈칸과 문장 부호로는 찾을 수 없습니다. 글자나 숫자를 적으세요.',
  'The present manager began on or after this day. Choose a later day.':
    '지금 담당자가 이 날이나 그 뒤에 맡았습니다. 더 늦은 날을 고르세요.',
  'Give 1 to 5.': '1~5로 적으세요.',
  'Only an organization has this. Leave it out.': '기관·단체에만 있는 항목입니다. 빼세요.',
  'Only a person has this. Leave it out.': '개인에게만 있는 항목입니다. 빼세요.',
  'Write an e-mail address such as name@example.kr.': '전자우편 주소를 쓰세요. 예: name@example.kr',
  'Write a telephone number such as 032-440-2114, 120 or +82 32 440 2114.': '전화번호를 쓰세요. 예: 032-440-2114, 120, +82 32 440 2114',
};
