// Prisma: not reachable, timed out, connection closed, no free connection, transaction could not begin.
// PostgreSQL: shut down (57P0x), too many connections (53300), disk full (53100), statement took too long (57014), transaction did nothing
// for too long (25P03). Node: refused, reset, gone. The pool: enough wait for a connection.
const codes: ReadonlySet<unknown> = new Set(
  [
    'P1001 P1002 P1008 P1017 P2024 P2028 P2037',
    '57P01 57P02 57P03 53300 53100 57014 25P03 08000 08001 08003 08006',
    'ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN POOL_EXHAUSTED',
  ].flatMap((line) => line.split(' ')),
);

// What pg says without a code when its connection ends or none becomes free.
const messages = /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/u;

/** Whether an error says that the database cannot be reached at this moment, so that repeating the request later may help. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 6; depth += 1) {
    const { code, originalError, cause, meta } = current as Error & {
      readonly code?: unknown;
      readonly originalError?: unknown;
      readonly meta?: { readonly driverAdapterError?: { readonly cause?: { readonly originalCode?: unknown } } };
    };
    if (codes.has(code) || codes.has(meta?.driverAdapterError?.cause?.originalCode) || messages.test(current.message)) return true;
    current = originalError ?? meta?.driverAdapterError ?? cause;
  }
  return false;
}
