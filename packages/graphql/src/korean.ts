import { korean, koreanWords, translation } from '@pcrm/core';
import { koreanMessages } from './korean-messages.js';

/** What the schema and the library refuse with, in Korean. */
export const koreanOfGraphQL = translation({ sentences: [koreanMessages], words: koreanWords, below: korean });
