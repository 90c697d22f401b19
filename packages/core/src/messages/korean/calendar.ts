import type { Sentences } from '../translation.js';

export const calendar: Sentences = {
  'The holiday was withdrawn already. Nothing is left to do.': '이미 철회된 공휴일입니다. 더 할 일이 없습니다.',
  'The days lie more than 40 years apart. Ask for a shorter time.': '두 날의 간격이 40년을 넘습니다. 더 짧은 기간을 요청하세요.',
  'Name at least one day.': '날을 하나 이상 적으세요.',
  'This day is named already. Name each day once, with all that it is in its name.':
    '이미 적은 날입니다. 날마다 한 번만 적고, 겹치는 뜻은 이름에 함께 쓰세요.',
};
