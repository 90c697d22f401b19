import { languages, tellerOf, type Language, type Tell } from '@pcrm/core';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { koreanOfService } from '../korean.js';
import type { RequestState, ServicePlugin } from '../request-state.js';

// Browsers send some tens of characters.
const LONGEST_HEADER = 500;

/**
 * Tells refusals in the language that the caller prefers, by `Accept-Language`: Korean or English, and English to whoever prefers neither or
 * says nothing. An answer that tells one has `Content-Language`, and `Vary` for caches.
 */
export function useLanguage(): ServicePlugin {
  return {
    onRequest({ request, serverContext }) {
      let language: Language | undefined;
      // Most answers tell nothing, and then nobody looks.
      serverContext.language = () => (language ??= languageOf(request.headers.get('accept-language')?.slice(0, LONGEST_HEADER)));
      serverContext.hasTold = false;
      serverContext.tell = (sentence) => {
        serverContext.hasTold = true;
        return tellers[serverContext.language()](sentence);
      };
    },
    onResponse({ response, serverContext }) {
      const { language, hasTold }: Partial<RequestState> = serverContext;
      // What a stream will tell is not known when it begins.
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
      if (language === undefined || !(hasTold || isStream)) return;
      response.headers.set('content-language', language());
      response.headers.append('vary', 'accept-language');
    },
  };
}

const tellers = { en: tellerOf('en'), ko: tellerOf('ko', koreanOfService) } satisfies Record<Language, Tell>;

// The callers of an office send some tens of different ones.
const known = new LRUCache<string, Language>({ max: 200 });

/** The language that a header prefers. */
export function languageOf(acceptLanguage = ''): Language {
  const language = known.get(acceptLanguage) ?? negotiate(acceptLanguage);
  known.set(acceptLanguage, language);
  return language;
}

function negotiate(acceptLanguage: string): Language {
  const preferred = new Negotiator({ headers: { 'accept-language': acceptLanguage } }).language([...languages]);
  return languages.find((language) => language === preferred) ?? languages[0];
}
