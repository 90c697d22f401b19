import { createServer, type Server } from 'node:http';
import type { Metrics } from './metrics.js';

/** Answers `GET /metrics`, and nothing else. It asks for no key: who may reach its address may read it. */
export function metricsServer({ scrape }: Metrics): Server {
  return createServer({ headersTimeout: 5_000, requestTimeout: 5_000 }, (request, response) => {
    if (request.url !== '/metrics' || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(404, { connection: 'close' }).end();
      return;
    }
    scrape().then(
      ({ contentType, text }) => response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text),
      () => response.writeHead(500).end(),
    );
  });
}
