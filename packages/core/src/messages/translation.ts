/**
 * English sentences and what they are in another language. Where a sentence has values it has numbered places: `A page has 1 to {0} rows.`
 * The other sentence has the same places, in the order that its grammar wants, and may say how a value is told: `{0:record}` by the words
 * for `record`, and `{0:sentence}` as a sentence of its own.
 */
export type Sentences = Readonly<Record<string, string>>;

/** Words that stand in places, by the name of their kind: in English, and in the other language. One that is not there is told as it is. */
export type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a translation is made from. */
export interface TranslationParts {
  readonly sentences: readonly Sentences[];
  readonly words?: Words;
  /** What is asked about sentences that are not among these, such as those of the library that is built upon. */
  readonly below?: Translate;
}

/** A sentence in the other language; undefined where it is not known. */
export type Translate = (sentence: string) => string | undefined;

interface Template {
  /** What stands before, between and behind the places. */
  readonly parts: readonly string[];
  readonly translated: string;
}

/**
 * Translates finished sentences: what stands in the places of a template goes over unchanged. Where several templates fit, the one that
 * says more itself is meant. Nothing is searched with a regular expression, so that a long value takes no longer than its length.
 */
export function translation({ sentences, words = {}, below }: TranslationParts): Translate {
  const known = new Map(sentences.flatMap((some) => Object.entries(some)));
  const templates = [...known]
    .map(([english, translated]): Template => ({ parts: english.split(place), translated }))
    .filter(({ parts }) => parts.length > 1)
    .toSorted((a, b) => lengthOf(b) - lengthOf(a));
  const translate: Translate = (sentence) => {
    const whole = known.get(sentence);
    if (whole !== undefined) return whole;
    for (const { parts, translated } of templates) {
      const values = valuesOf(sentence, parts);
      if (values !== undefined)
        return translated.replace(toldPlace, (_, index: string, kind?: string) => told(values[Number(index)], kind));
    }
    return below?.(sentence);
  };
  const told = (value = '', kind?: string) => {
    if (kind === undefined) return value;
    return kind === 'sentence' ? (translate(value) ?? value) : (words[kind]?.[value] ?? value);
  };
  return translate;
}

const place = /\{\d\}/u;
const toldPlace = /\{(\d)(?::(\w+))?\}/gu;

function lengthOf({ parts }: Template): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

/** What stands in the places; undefined where the sentence is another. */
function valuesOf(sentence: string, parts: readonly string[]): string[] | undefined {
  const [first = '', ...between] = parts;
  const last = between.pop() ?? '';
  const end = sentence.length - last.length;
  if (end < first.length || !sentence.startsWith(first) || !sentence.endsWith(last)) return undefined;
  const values: string[] = [];
  let start = first.length;
  for (const part of between) {
    const found = sentence.indexOf(part, start);
    if (found < 0 || found + part.length > end) return undefined;
    values.push(sentence.slice(start, found));
    start = found + part.length;
  }
  return [...values, sentence.slice(start, end)];
}
