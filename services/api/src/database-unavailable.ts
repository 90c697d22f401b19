// Prisma: not reachable, timed out, connection closed, no free connection, transaction could not begin.
// PostgreSQL: shut down (57P0x), too many connections (53300), disk full (53100), statement took too long (57014), transaction did nothing
// for too long (25P03). Node: refused, reset, gone. The pool: enough wait for a connection. The driver adapter: what it makes of Node's.
const codes: ReadonlySet<unknown> = new Set(
  [
    'P1001 P1002 P1008 P1017 P2024 P2028 P2037',
    '57P01 57P02 57P03 53300 53100 57014 25P03 08000 08001 08003 08006',
    'ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN POOL_EXHAUSTED',
    'DatabaseNotReachable ConnectionClosed SocketTimeout',
  ].flatMap((line) => line.split(' ')),
);

// What pg says without a code when its connection ends or none becomes free.
const messages =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client (?:has encountered a connection error|was closed) and is not queryable)/u;

/** Whether an error says that the database cannot be reached at this moment, so that repeating the request later may help. */
export function isDatabaseUnavailable(error: unknown): boolean {
  let current = error as ErrorDetails | null | undefined;
  for (let depth = 0; typeof current === 'object' && current !== null && depth < 6; depth += 1) {
    const { code, originalCode, kind, message, originalError, cause, meta } = current;
    if ([code, originalCode, kind].some((word) => codes.has(word)) || messages.test(message ?? '')) return true;
    current = originalError ?? meta?.driverAdapterError ?? cause;
  }
  return false;
}

// A statement fails with Prisma's own error, which has the driver's in `meta`; a COMMIT and a BEGIN with the driver's alone, whose cause is
// no Error.
interface ErrorDetails {
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly kind?: unknown;
  readonly message?: string;
  readonly originalError?: ErrorDetails;
  readonly cause?: ErrorDetails;
  readonly meta?: { readonly driverAdapterError?: ErrorDetails };
}
