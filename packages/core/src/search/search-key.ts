const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index));

// Half width for full width, single letters of Hangul as they are typed for those of the conjoining block, words for their signs.
const folded = new Map([
  ...from(0xff01, 0xff5e).map((wide): [string, string] => [wide, String.fromCodePoint(wide.codePointAt(0)! - 0xfee0).toLowerCase()]),
  ...[...from(0x41, 0x5a), ...from(0xc0, 0xd6), ...from(0xd8, 0xde)].map((capital): [string, string] => [capital, capital.toLowerCase()]),
  ...[...from(0x1100, 0x1112), ...from(0x1161, 0x1175), ...from(0x11a8, 0x11c2)].map((letter, index): [string, string] => [
    letter,
    'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ'.charAt(
      index,
    ),
  ]),
  ['㈜', '주'],
  ['㈔', '사'],
]);

// Blanks, punctuation, symbols, and marks that stand alone.
const ignored =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- the same characters as in the function of the database
  /^[\u0001-/:-@[-`{-\u00bf\u00d7\u00f7\u0300-\u036f\u115f\u1160\u180e\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\u30fb\u3164\u318d\ufe00-\ufe6f\ufeff\uff5f-\uff65\uffa0\ufff0-\uffff]$/u;

// A character with what NFC may join to it.
const cluster = /.[\u1160-\u11ff\p{M}]*/gsu;

/** A text in the form in which texts are compared. */
export interface SearchKey {
  readonly key: string;
  /** Where each code unit of the key comes from in the text: its first code unit there, and the one after its last. */
  readonly places: readonly { readonly start: number; readonly end: number }[];
}

/**
 * The form in which texts are compared: NFC, small letters, half width, single letters of Hangul as they are typed, without blanks and
 * punctuation. The same is written in SQL as `search_key`, and a test compares the two.
 */
export function searchKey(text: string): SearchKey {
  let key = '';
  const places: { start: number; end: number }[] = [];
  for (const { 0: characters, index: start } of text.matchAll(cluster)) {
    for (const character of characters.normalize('NFC')) {
      const plain = folded.get(character) ?? character;
      if (ignored.test(plain)) continue;
      key += plain;
      for (let unit = 0; unit < plain.length; unit += 1) places.push({ start, end: start + characters.length });
    }
  }
  return { key, places };
}
