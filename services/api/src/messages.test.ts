import { fileURLToPath } from 'node:url';
import { koreanSentences, complaintsAbout, recordNamesOf } from '@pcrm/core/testing';
import { expect, test } from 'vitest';
import { koreanMessages } from './korean-messages.js';

const folder = fileURLToPath(new URL('.', import.meta.url));

test('every sentence with which the service refuses has its Korean, with all its values, and no Korean is left over', async () => {
  const toWhoeverRunsIt = 'whoever starts the service, in its log';
  expect(
    await complaintsAbout({
      folder,
      where: 'services/api/src/korean-messages.ts',
      own: koreanMessages,
      below: koreanSentences,
      notTold: {
        'development-login.ts': toWhoeverRunsIt,
        'environment.ts': toWhoeverRunsIt,
        'listen.ts': toWhoeverRunsIt,
        'run-program.ts': toWhoeverRunsIt,
        'persisted-operations.ts': toWhoeverRunsIt,
        'oidc/access-token.ts': 'the log: callers are told that the identity provider is unavailable',
        'metrics.ts': 'readers of the metrics',
        'rest/openapi.ts': 'readers of the description',
      },
    }),
  ).toEqual([]);
  expect(await recordNamesOf(folder)).toEqual([]);
});
