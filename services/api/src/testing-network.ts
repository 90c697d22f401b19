import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server, by its URL, that can be cut and mended, or held so that nothing comes through. */
export async function cuttable(serverUrl: string, defaultPort: number) {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let held = false;
  const relay = createServer((client) => {
    const server = connect(Number(target.port || defaultPort), target.hostname);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy()).on('close', () => to.destroy());
      if (!held) from.pipe(to);
    }
  });
  const listen = async (port: number) => {
    relay.listen(port, '127.0.0.1');
    await once(relay, 'listening');
    return (relay.address() as AddressInfo).port;
  };
  const port = await listen(0);
  const url = new URL(serverUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    mend: () => listen(port),
    hold: () => {
      held = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    /** Those that were held stay so; new ones come through. */
    letGo: () => {
      held = false;
    },
    cut: async () => {
      const closed = once(relay, 'close');
      relay.close();
      for (const socket of sockets) socket.destroy();
      sockets.clear();
      await closed;
    },
  };
}
