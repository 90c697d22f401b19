import type { Server } from 'node:http';
import { isIPv6, type AddressInfo } from 'node:net';

/** Where something listens; port 0 takes any free one. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/** The service cannot listen where it should: the message says why and what to do. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';
}

/** The names of the variables that say where, for messages. */
type Named = Readonly<Record<keyof Place, string>>;

/**
 * Has a server listen.
 *
 * @throws CannotListen when the port is in use or not permitted, or the host is not one of this machine.
 */
export function listen(http: Server, { host, port }: Place, named: Named): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, { host, port }, named)));
    http.listen({ host, port }, resolve);
  });
}

function cannotListen(error: NodeJS.ErrnoException, { host, port }: Place, named: Named): Error {
  const notHere = `${host} is not an address of this machine. Set ${named.host} to 127.0.0.1, or to 0.0.0.0 for all addresses.`;
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is in use by another program. Stop that program, or choose another port with ${named.port}.`,
    EACCES: `This account may not listen on port ${port}. Choose one from 1024 on with ${named.port}.`,
    EADDRNOTAVAIL: notHere,
    ENOTFOUND: notHere,
    EAI_AGAIN: notHere,
  };
  const sentence = sentences[error.code ?? ''];
  return sentence === undefined ? error : new CannotListen(sentence, { cause: error });
}

/** How a server that listens is reached from this machine. */
export function urlOf(http: Server, host: string, path: string): string {
  const { port } = http.address() as AddressInfo;
  const name = host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${isIPv6(name) ? `[${name}]` : name}:${port}${path}`;
}
