import { fileURLToPath } from 'node:url';
import { complaintsAbout, koreanSentences } from '@pcrm/core/testing';
import { expect, test } from 'vitest';
import { koreanMessages } from './korean-messages.js';

test('every sentence with which the command refuses has its Korean, with all its values, and no Korean is left over', async () => {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const where = 'packages/cli/src/korean-messages.ts';
  expect(await complaintsAbout({ folder, where, own: koreanMessages, below: koreanSentences })).toEqual([]);
});
