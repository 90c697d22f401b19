// Hangul in Unicode: 19 initials, each with 21 medials, each with 28 finals (the first of them is none).
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const initials = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const medials = 'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ';
const finals = ['', ...Array.from('ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ')];

/** The letters that a syllable is made of, by their places among initials, medials and finals. */
interface Letters {
  readonly initial: number;
  readonly medial: number;
  readonly final: number;
}

function lettersOf(character: string): Letters | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) return undefined;
  const index = code - FIRST_SYLLABLE;
  return { initial: Math.floor(index / 588), medial: Math.floor((index % 588) / 28), final: index % 28 };
}

function syllable({ initial, medial, final }: Letters): string {
  return String.fromCodePoint(FIRST_SYLLABLE + initial * 588 + medial * 28 + final);
}

/** The initial consonant of a syllable; undefined for any other character. */
export function initialOf(character: string): string | undefined {
  const letters = lettersOf(character);
  return letters && initials.charAt(letters.initial);
}

/** The syllables from one to another: they stand side by side in Unicode. */
export interface SyllableRange {
  readonly first: string;
  readonly last: string;
}

/** All syllables that begin with the consonant; undefined for what is none. */
export function syllablesWithInitial(consonant: string): SyllableRange | undefined {
  const initial = initials.indexOf(consonant);
  if (initial < 0 || consonant === '') return undefined;
  return { first: syllable({ initial, medial: 0, final: 0 }), last: syllable({ initial, medial: 20, final: 27 }) };
}

/** What a syllable without a final may become when typing goes on: 조 to 종; undefined for one with a final. */
export function completions(character: string): SyllableRange | undefined {
  const letters = lettersOf(character);
  return letters?.final === 0 ? { first: character, last: syllable({ ...letters, final: 27 }) } : undefined;
}

/** A syllable without its final, and the final as the initial of the next: 종 is also 조 and ㅇ while 조아 is typed. */
export function carried(character: string): { readonly open: string; readonly initial: string } | undefined {
  const letters = lettersOf(character);
  if (!letters || letters.final === 0) return undefined;
  const [kept, moved] = splitCluster(finals[letters.final] ?? '');
  return moved === undefined
    ? { open: syllable({ ...letters, final: 0 }), initial: kept }
    : { open: syllable({ ...letters, final: finals.indexOf(kept) }), initial: moved };
}

const clusters: Readonly<Record<string, readonly [string, string]>> = {
  ㄳ: ['ㄱ', 'ㅅ'],
  ㄵ: ['ㄴ', 'ㅈ'],
  ㄶ: ['ㄴ', 'ㅎ'],
  ㄺ: ['ㄹ', 'ㄱ'],
  ㄻ: ['ㄹ', 'ㅁ'],
  ㄼ: ['ㄹ', 'ㅂ'],
  ㄽ: ['ㄹ', 'ㅅ'],
  ㄾ: ['ㄹ', 'ㅌ'],
  ㄿ: ['ㄹ', 'ㅍ'],
  ㅀ: ['ㄹ', 'ㅎ'],
  ㅄ: ['ㅂ', 'ㅅ'],
};

/** The two consonants of a cluster such as ㄳ; any other letter alone. */
export function splitCluster(letter: string): readonly [string, string?] {
  return clusters[letter] ?? [letter];
}

/** The syllables that differ from one in a single letter, and itself; undefined for what is no syllable. */
export function neighbours(character: string): readonly string[] | undefined {
  const letters = lettersOf(character);
  if (!letters) return undefined;
  return [
    ...Array.from(initials, (_, initial) => syllable({ ...letters, initial })),
    ...Array.from(medials, (_, medial) => syllable({ ...letters, medial })),
    ...finals.map((_, final) => syllable({ ...letters, final })),
  ];
}

// The standard keyboard with two sets (두벌식).
const keyOf: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ', (letter, index) => [
    letter,
    'qwertyuiopasdfghjklzxcvbnmQWERTOP'.charAt(index),
  ]),
);
const letterOf = new Map(Object.entries(keyOf).map(([letter, key]) => [key, letter]));
const doubledVowels: Readonly<Record<string, string>> = {
  ㅘ: 'ㅗㅏ',
  ㅙ: 'ㅗㅐ',
  ㅚ: 'ㅗㅣ',
  ㅝ: 'ㅜㅓ',
  ㅞ: 'ㅜㅔ',
  ㅟ: 'ㅜㅣ',
  ㅢ: 'ㅡㅣ',
};
const vowelOf = new Map(Object.entries(doubledVowels).map(([vowel, parts]) => [parts, vowel]));
const clusterOf = new Map(Object.entries(clusters).map(([letter, parts]) => [parts.join(''), letter]));

// An initial, a medial, and a final that is not the initial of what follows.
const typedSyllable = new RegExp(
  `([${initials}])(${Object.values(doubledVowels).join('|')}|[${medials}])((?:${[...clusterOf.keys()].join('|')}|[${finals.join('')}])(?![${medials}]))?`,
  'gu',
);

/** What the keys give on the Korean keyboard: qkrwhdfuf is 박종렬. Null where it is no Korean: a vowel stands alone. */
export function typedAsKorean(text: string): string | null {
  const keys = /[a-z]/u.test(text) ? text : text.toLowerCase();
  const letters = Array.from(keys, (key) => letterOf.get(key) ?? letterOf.get(key.toLowerCase()) ?? key).join('');
  const korean = letters.replace(typedSyllable, (...[, initial, medial, final = '']: string[]) =>
    syllable({
      initial: initials.indexOf(initial ?? ''),
      medial: medials.indexOf(vowelOf.get(medial ?? '') ?? medial ?? ''),
      final: finals.indexOf(clusterOf.get(final) ?? final),
    }),
  );
  return /[ㅏ-ㅣ]/u.test(korean) ? null : korean;
}

/** What the keys of a Korean text give on the Latin keyboard: ㅎㅅㅌ is gtx. */
export function typedAsLatin(text: string): string {
  return Array.from(text, (character) => {
    const letters = lettersOf(character);
    const parts = letters ? [initials[letters.initial], medials[letters.medial], finals[letters.final]] : [character];
    return parts
      .flatMap((part = '') => Array.from(doubledVowels[part] ?? splitCluster(part).join('')))
      .map((letter) => keyOf[letter] ?? letter)
      .join('');
  })
    .join('')
    .toLowerCase();
}
