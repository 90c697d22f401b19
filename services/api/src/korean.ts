import { koreanWords, translation } from '@pcrm/core';
import { koreanOfGraphQL } from '@pcrm/graphql';
import { koreanMessages } from './korean-messages.js';

/** What the service, the schema and the library refuse with, in Korean. */
export const koreanOfService = translation({ sentences: [koreanMessages], words: koreanWords, below: koreanOfGraphQL });
