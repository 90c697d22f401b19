/** The languages in which refusals are told. The first is the one in which they are written, and told where nobody says otherwise. */
export const languages = ['en', 'ko'] as const;

/** A language in which refusals are told. */
export type Language = (typeof languages)[number];

/** Tells a sentence in a language. One that it does not know is told as it is. */
export type Tell = (sentence: string) => string;
