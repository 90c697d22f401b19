import { setTimeout } from 'node:timers/promises';
import { systemActor, type Pcrm } from '@pcrm/core';
import type { Logger } from 'pino';
import type { ServicePlugin } from '../request-state.js';

// A probe usually gives up after a few seconds; until then it should have its answer.
const PATIENCE_MS = 2_000;

/** `/health`: this process lives. `/ready`: its database answers and holds what migrations put there. Neither needs a key. */
export function useHealth(pcrm: Pcrm, logger: Logger): ServicePlugin {
  return {
    async onRequest(event) {
      const { request, url, fetchAPI } = event;
      if (request.method !== 'GET' && request.method !== 'HEAD') return;
      if (url.pathname === '/health') event.endResponse(fetchAPI.Response.json({ status: 'ok' }));
      if (url.pathname !== '/ready') return;
      const reason = await whyNotReady(pcrm, logger);
      event.endResponse(
        reason === undefined
          ? fetchAPI.Response.json({ status: 'ready' })
          : fetchAPI.Response.json({ status: 'unavailable', reason }, { status: 503, headers: { 'retry-after': '2' } }),
      );
    },
  };
}

async function whyNotReady({ db }: Pcrm, logger: Logger): Promise<string | undefined> {
  const givenUp = new AbortController();
  try {
    const found = await Promise.race([
      // The migrations put this one actor into every database.
      db.actor.findUnique({ where: { id: systemActor.id }, select: { id: true } }),
      setTimeout(PATIENCE_MS, 'late' as const, { signal: givenUp.signal }),
    ]);
    if (found === null) return 'The database has not been migrated.';
    return found === 'late' ? 'The database does not answer in time.' : undefined;
  } catch (error) {
    logger.warn({ err: error }, 'not ready');
    return 'The database cannot be read.';
  } finally {
    givenUp.abort();
  }
}
