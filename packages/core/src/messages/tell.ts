import { PcrmError, sentenceOf, type InvalidInput } from '../errors.js';
import { korean } from './korean.js';
import type { Language, Tell } from './language.js';
import type { Translate } from './translation.js';

/** Tells sentences in the language: those of the library, or those that a translation knows which is built upon it. */
export function tellerOf(language: Language, translate: Translate = korean): Tell {
  return language === 'en' ? (sentence) => sentence : (sentence) => translate(sentence) ?? sentence;
}

/** The message of a refusal, as it is told. */
export function messageOf(error: PcrmError, tell: Tell): string {
  return isInvalidInput(error) ? sentenceOf(problemsOf(error, tell)) : tell(error.message);
}

// What stands around an error, such as the proxy that the schema puts there, may hide its class.
function isInvalidInput(error: PcrmError): error is InvalidInput {
  return error.code === 'INVALID_INPUT';
}

/** The problems of an input, as they are told. */
export function problemsOf({ problems }: InvalidInput, tell: Tell): InvalidInput['problems'] {
  return problems.map((problem) => ({ ...problem, message: tell(problem.message) }));
}

/**
 * The message of a refusal in a language.
 *
 * @example
 * ```ts
 * messageIn(new Forbidden('engagements:write'), 'ko'); // 권한 engagements:write 없이는 할 수 없는 일입니다. …
 * ```
 */
export function messageIn(error: PcrmError, language: Language): string {
  return messageOf(error, tellerOf(language));
}

/**
 * An error that is thrown to one caller, from here on in their language: a refusal in it, and anything else as it is. It is changed and not
 * copied, so that it stays the one that was thrown, of its class and with its stack.
 */
export function toldIn<Thrown>(error: Thrown, language: Language = 'en'): Thrown {
  if (!(error instanceof PcrmError) || language === 'en') return error;
  const tell = tellerOf(language);
  const message = messageOf(error, tell);
  return Object.assign(error, isInvalidInput(error) ? { message, problems: problemsOf(error, tell) } : { message });
}
