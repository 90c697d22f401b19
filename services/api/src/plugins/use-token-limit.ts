import { parse, type ParseOptions, type Source } from 'graphql';
import type { ServicePlugin } from '../request-state.js';

// The longest query of the tests has some hundreds; checking a document takes time that grows with the square of its fields.
const MAX_TOKENS = 5_000;

/** Refuses a document of too many words before it is read to the end. */
export function useTokenLimit(): ServicePlugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source: string | Source, options?: ParseOptions) => parse(source, { ...options, maxTokens: MAX_TOKENS }));
    },
  };
}
