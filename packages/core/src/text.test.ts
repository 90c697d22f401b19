import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { line, prose } from './text.js';

function problemsOf(schema: ReturnType<typeof line>, text: string): string[] {
  const { error } = schema.safeParse(text);
  return (error?.issues ?? []).map((issue) => (issue.code === 'custom' ? String(issue.params?.['code'] ?? 'custom') : issue.code));
}

describe('a text on one line', () => {
  test('is trimmed, composed and rid of what is invisible', () => {
    expect(line().parse('  박종렬\u200b\ufeff ')).toBe('박종렬');
    expect(line().parse('한글'.normalize('NFD'))).toBe('한글');
    expect(line().parse('\u202e뒤집기\u202c')).toBe('뒤집기');
    expect(line().parse('소통&공감 \u{1F469}')).toBe('소통&공감 \u{1F469}');
  });

  test.each([
    ['', ['too_small']],
    [' \u3000\u200b', ['too_small']],
    ['두\n줄', ['custom']],
    ['탭\t하나', ['custom']],
    ['줄\u2028바꿈', ['custom']],
    ['널\u0000', ['control_character']],
    ['지움\u007f', ['control_character']],
    ['C1\u0085', ['control_character']],
    ['반쪽\ud83d', ['lone_surrogate']],
    ['반쪽\ude00\u0007', ['control_character', 'lone_surrogate']],
  ])('%j has the problems %j', (text, problems) => {
    expect(problemsOf(line(), text)).toEqual(problems);
  });

  test('is as long as people count it: characters beyond the basic plane count once', () => {
    expect(line(3).parse('\u{1F469}\u{1F469}\u{1F469}')).toHaveLength(6);
    expect(problemsOf(line(3), '가나다라')).toEqual(['custom']);
    expect(line(3).parse(' 가나다 '.normalize('NFD'))).toBe('가나다');
  });
});

describe('a text of several lines', () => {
  test('keeps its lines, with one kind of line end, and its joiners', () => {
    expect(prose().parse(' 첫째\r\n둘째\r셋째\n\n넷째\t끝 ')).toBe('첫째\n둘째\n셋째\n\n넷째\t끝');
    expect(prose().parse('\u{1F469}\u200d\u{1F4BB}')).toBe('\u{1F469}\u200d\u{1F4BB}');
  });
});

propertyTest.prop([fc.string({ unit: 'binary', maxLength: 40 })])(
  'what is accepted stays as it is when it is read again, and can be stored',
  (text) => {
    for (const schema of [line(), prose()]) {
      const parsed = schema.safeParse(text);
      if (!parsed.success) continue;
      expect(schema.parse(parsed.data)).toBe(parsed.data);
      expect(parsed.data).toBe(parsed.data.normalize('NFC').trim());
      expect(parsed.data).not.toContain('\u0000');
      expect(parsed.data.isWellFormed()).toBe(true);
    }
  },
);
