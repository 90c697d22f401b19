import { ContactPointKind } from '../generated/prisma/enums.js';

const HIDDEN = '***';

/** A name of which the family name and the last syllable are left: 홍길동 is 홍*동, 홍길 is 홍*, Hong Gildong is H*** G***. */
export function maskName(name: string): string {
  return name.split(/\s+/u).map(maskWord).join(' ');
}

const syllables = /^[\p{Script=Hangul}\p{Script=Han}*]+$/u;

function maskWord(word: string): string {
  const letters = Array.from(word);
  const [first = '', ...rest] = letters;
  if (!syllables.test(word)) return `${first}${HIDDEN}`;
  if (rest.length === 0) return '*';
  const last = rest.length === 1 ? '*' : (rest.at(-1) ?? '');
  return `${first}${'*'.repeat(rest.length - 1)}${last}`;
}

/** A contact point of which only so much is left as tells it from another: 010-****-1234, k***\@example.org, 인천광역시 남동구 ***. */
export function maskContact({ kind, value }: { readonly kind: ContactPointKind; readonly value: string }): string {
  switch (kind) {
    case ContactPointKind.PHONE:
    case ContactPointKind.MOBILE:
    case ContactPointKind.FAX:
      return maskNumber(value);
    case ContactPointKind.EMAIL:
      return maskAddressOfMail(value);
    case ContactPointKind.ADDRESS:
      return maskAddress(value);
    case ContactPointKind.MESSENGER:
    case ContactPointKind.SOCIAL_ACCOUNT:
    case ContactPointKind.WEB:
      return HIDDEN;
  }
}

// Shorter ones are no numbers of a subscriber, or would be found out by trying.
const SUBSCRIBER_DIGITS = 7;
const FULL_DIGITS = 9;
const SHOWN_AT_END = 4;

function maskNumber(value: string): string {
  const digits = value.replace(/\D/gu, '');
  const shownAtEnd = digits.length < SUBSCRIBER_DIGITS ? 0 : SHOWN_AT_END;
  const shownAtStart = digits.length < FULL_DIGITS ? 0 : areaDigits(digits);
  let position = 0;
  return value.replace(/\d/gu, (digit) => {
    position += 1;
    return position <= shownAtStart || position > digits.length - shownAtEnd ? digit : '*';
  });
}

// Of Seoul, of everybody else in Korea, and the country.
function areaDigits(digits: string): number {
  if (digits.startsWith('02')) return 2;
  return digits.startsWith('0') ? 3 : 2;
}

function maskAddressOfMail(value: string): string {
  const at = value.lastIndexOf('@');
  return at < 1 ? HIDDEN : `${Array.from(value)[0] ?? ''}${HIDDEN}${value.slice(at)}`;
}

const MOST_DISTRICTS = 3;

// City and district as they begin a Korean address; a postal code before them is not shown.
function maskAddress(value: string): string {
  const words = value.replace(/^[([\s]*\d{5,6}[)\]\s]*/u, '').split(/\s+/u);
  const end = words.findIndex((word) => !/^\p{Script=Hangul}+[시도군구]$/u.test(word));
  const districts = words.slice(0, end === -1 ? MOST_DISTRICTS : Math.min(end, MOST_DISTRICTS));
  return [...districts, HIDDEN].join(' ');
}
