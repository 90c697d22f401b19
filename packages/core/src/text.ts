import { z } from 'zod';
import { addProblem } from './input.js';

// NUL cannot be stored by PostgreSQL and the other control characters have no meaning in a record; line feeds and tabs do, in prose.
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u;
const lineBreak = /[\t\n\r\u2028\u2029]/u;

// Invisible characters come along with text copied from word processors and make equal names differ: they are removed, which loses
// nothing that a reader sees. Joiners (U+200C, U+200D) hold emoji and some scripts together, so prose keeps them.
const invisibleInProse = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const invisibleInLine = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** A text on one line: trimmed, Unicode NFC, at most `max` characters, not empty. */
export function line(max = 200) {
  return z
    .string()
    .superRefine(refuseUnstorable)
    .refine((text) => !lineBreak.test(text.trim()), {
      error: 'Write it on one line: it holds a line break or a tab.',
      abort: true,
    })
    .transform((text) => text.replace(invisibleInLine, '').normalize('NFC').trim())
    .pipe(limited(max));
}

/** A text of several lines: trimmed, Unicode NFC, line ends as \n, at most `max` characters, not empty. */
export function prose(max = 20_000) {
  return z
    .string()
    .superRefine(refuseUnstorable)
    .transform((text) => text.replace(/\r\n?/gu, '\n').replace(invisibleInProse, '').normalize('NFC').trim())
    .pipe(limited(max));
}

// Characters as people count them nearly: a code point, where a string's own length counts those beyond the basic plane twice.
function lengthOf(text: string): number {
  return Array.from(text).length;
}

function limited(max: number) {
  return z
    .string()
    .min(1, { error: 'Write something: it is empty.' })
    .refine((text) => lengthOf(text) <= max, {
      error: `Shorten it to at most ${max} characters.`,
    });
}

function refuseUnstorable(text: string, context: z.RefinementCtx): void {
  if (controlCharacter.test(text)) {
    addProblem(context, {
      path: [],
      code: 'control_character',
      message: 'Remove the control character: it cannot be stored.',
    });
  }
  if (!text.isWellFormed()) {
    addProblem(context, {
      path: [],
      code: 'lone_surrogate',
      message: 'Replace the broken character (half of a surrogate pair): it cannot be stored.',
    });
  }
}
