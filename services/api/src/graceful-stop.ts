import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';

// Container platforms kill after ten seconds or more; what is left of them is for closing the database.
const GRACE_MS = 8_000;

// How long kept connections may bring one more request: longer than a round trip, shorter than anybody minds.
const LAST_REQUESTS_MS = 500;

// A turn of the event loop as short as this leaves hardly any time for a connection to come in behind it; and how long to wait for such a turn.
const SHORT_TURN_MS = 0.5;
const WAIT_FOR_TURN_MS = 1_000;

/** Stops a server, once, however often it is called; what is not answered after so many milliseconds, eight seconds by default, is cut off. */
export type Stop = (graceMs?: number) => Promise<void>;

/**
 * How to stop a server without dropping what has come: whoever has connected is taken, nobody else is, and what they ask is answered, for the
 * last time with `connection: close`; so is what still arrives within half a second on connections that were kept. Then everything is closed.
 */
export function gracefulStop(http: Server): Stop {
  const unanswered = new Set<ServerResponse>();
  let stopping: Promise<void> | undefined;
  let allAnswered: (() => void) | undefined;
  http.on('request', (_request, response) => {
    unanswered.add(response);
    // Whoever keeps the connection for a next request is told that there will be none; told before, they would connect again and again.
    if (!http.listening) response.setHeader('connection', 'close');
    response.once('close', () => {
      unanswered.delete(response);
      if (unanswered.size === 0) allAnswered?.();
    });
  });
  const stop = async (graceMs: number) => {
    const until = performance.now() + graceMs;
    await takeWaiting(http);
    const closed = stopListening(http);
    for (const response of unanswered) if (!response.headersSent) response.setHeader('connection', 'close');
    // What is on its way on a connection that was kept is answered, too.
    if ((await openConnections(http)) > unanswered.size) await setTimeout(Math.min(LAST_REQUESTS_MS, graceMs), undefined, { ref: false });
    // Whatever has arrived is read within a turn, however long the process was at work before.
    await setImmediate();
    while (unanswered.size > 0 && performance.now() < until) {
      const answered = new Promise<void>((resolve) => (allAnswered = resolve));
      await Promise.race([answered, setTimeout(until - performance.now(), undefined, { ref: false })]);
      await setImmediate();
    }
    // Browsers open connections ahead of need, and Node does not count those among the idle ones.
    http.closeAllConnections();
    await closed;
  };
  return (graceMs = GRACE_MS) => (stopping ??= stop(graceMs));
}

// The system takes connections before the process does, and resets those that it has not taken when the socket that listens is closed.
async function takeWaiting(http: Server): Promise<void> {
  let taken = 0;
  const count = () => (taken += 1);
  http.on('connection', count);
  // Only what begins here is a whole turn: whoever calls is in the middle of one, which may have asked the system long ago.
  await setImmediate();
  const until = performance.now() + WAIT_FOR_TURN_MS;
  for (let settled = false; !settled && performance.now() < until;) {
    const before = { at: performance.now(), taken };
    await setImmediate();
    settled = taken === before.taken && performance.now() - before.at < SHORT_TURN_MS;
  }
  http.off('connection', count);
}

// HTTP's own close() cuts idle connections at once, with whatever request is just coming in on them.
function stopListening(http: Server): Promise<unknown> {
  return new Promise((resolve) => NetServer.prototype.close.call(http, resolve));
}

function openConnections(http: Server): Promise<number> {
  return new Promise((resolve) => http.getConnections((error, count) => resolve(error === null ? count : 0)));
}
