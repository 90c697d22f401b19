import type { Pcrm, Readiness } from '@pcrm/core';
import type { ServicePlugin } from '../request-state.js';

/**
 * `/livez`: this process answers. `/readyz`: requests can be served, too, with a line for the pool of connections, the migrations and the
 * disk. Neither needs a key, and neither says where anything is.
 */
export function useProbes(pcrm: Pcrm, freeBytes: number | undefined): ServicePlugin {
  let looking: Promise<Readiness> | undefined;
  // Anybody may ask, as often as they like: however many do, one looks.
  const look = () => (looking ??= pcrm.readiness(freeBytes === undefined ? {} : { freeBytes }).finally(() => (looking = undefined)));
  return {
    async onRequest(event) {
      const { request, url, fetchAPI } = event;
      if (request.method !== 'GET' && request.method !== 'HEAD') return;
      if (url.pathname === '/livez') event.endResponse(fetchAPI.Response.json({ status: 'ok' }));
      if (url.pathname !== '/readyz') return;
      const { pool = 'ok', migrations = 'ok', disk = 'ok' } = await look();
      const checks = { pool, migrations, disk };
      event.endResponse(
        Object.values(checks).every((check) => check === 'ok')
          ? fetchAPI.Response.json({ status: 'ready', checks })
          : fetchAPI.Response.json({ status: 'unavailable', checks }, { status: 503, headers: { 'retry-after': '2' } }),
      );
    },
  };
}
