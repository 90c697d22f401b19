import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CannotListen } from '@pcrm/api';
import { createServerAdapter } from '@whatwg-node/server';

/** A dashboard that answers requests. */
export interface Dashboard {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Answers requests on a port; 0 takes any free one.
 *
 * @throws CannotListen when the port is in use.
 */
export async function serve(
  answer: (request: Request) => Promise<Response>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Dashboard> {
  const adapter = createServerAdapter(answer);
  const http = createServer({ headersTimeout: 10_000, requestTimeout: 30_000 }, (request, response) => void adapter(request, response));
  await listen(http, host, port);
  const name = host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host;
  return {
    url: `http://${name}:${(http.address() as AddressInfo).port}/`,
    stop: async () => {
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeAllConnections();
      await closed;
    },
  };
}

function listen(http: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const sentence = `Port ${port} is in use by another program. Stop that program, or choose another port with DASHBOARD_PORT.`;
      reject(error.code === 'EADDRINUSE' ? new CannotListen(sentence, { cause: error }) : error);
    });
    http.listen({ host, port }, resolve);
  });
}
