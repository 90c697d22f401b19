import pg from 'pg';

/** How long a program that says nothing else waits for a connection. */
export const CONNECTION_WAIT_MS = 15_000;

/** How a PostgreSQL server is used. The embedded database has one connection and knows none of these limits. */
export interface ConnectionLimits {
  /** Connections that are open at most; 10 when left out. */
  readonly most?: number;
  /** How long a caller waits for one of them, in milliseconds; 15,000 when left out. */
  readonly waitMs?: number;
  /** How many callers wait at most; the next is refused at once. Left out, as many as come. */
  readonly waiting?: number;
  /** How long a statement may take, in milliseconds; 30,000 when left out. */
  readonly statementMs?: number;
  /** How long a statement may wait for a lock, in milliseconds; 10,000 when left out. */
  readonly lockMs?: number;
  /** How long a transaction may do nothing, in milliseconds; 30,000 when left out. */
  readonly idleInTransactionMs?: number;
}

/** No connection is free, and enough callers wait for one already. Repeating the request a little later may help. */
export class PoolExhausted extends Error {
  override readonly name = 'PoolExhausted';
  readonly code = 'POOL_EXHAUSTED';

  constructor() {
    super('All connections to the database are in use, and enough callers wait for one.');
  }
}

type Connected = Parameters<pg.Pool['connect']>[0];

// pg's own pool lets any number wait. Everything else in it comes to its connections through connect().
class BoundedPool extends pg.Pool {
  constructor(
    config: pg.PoolConfig,
    private readonly waiting: number,
  ) {
    super(config);
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | void {
    if (this.idleCount === 0 && this.waitingCount >= this.waiting) {
      const refusal = new PoolExhausted();
      if (callback === undefined) return Promise.reject(refusal);
      return callback(refusal, undefined, () => undefined);
    }
    return callback === undefined ? super.connect() : super.connect(callback);
  }
}

/** How many connections of a pool are used at this moment, and how many callers wait for one. */
export interface PoolState {
  readonly inUse: number;
  readonly idle: number;
  readonly waiting: number;
}

/** Looks at a pool. */
export function poolState({ totalCount, idleCount, waitingCount }: pg.Pool): PoolState {
  return { inUse: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
}

/** Connections to a server, so many at most, for which callers wait so long at most. */
export function boundedPool(databaseUrl: string, limits: ConnectionLimits): pg.Pool {
  const {
    most = 10,
    waitMs = CONNECTION_WAIT_MS,
    waiting = Infinity,
    statementMs = 30_000,
    lockMs = 10_000,
    idleInTransactionMs = 30_000,
  } = limits;
  // A client that hangs up does not stop its statements, so the server does. Statements are short: compiling one (jit) takes longer.
  const settings = {
    timezone: 'UTC',
    jit: 'off',
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
  };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const pool = new BoundedPool(
    { connectionString: databaseUrl, max: most, connectionTimeoutMillis: waitMs, options: options.join(' ') },
    waiting,
  );
  // A connection that breaks fails the statement that it runs, and is replaced; without these listeners it would also end the process,
  // whether it is idle or in use.
  pool.on('error', () => undefined);
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  return pool;
}

/** What PostgreSQL refused, which leaves the connection as good as before. A connection that fails has no severity. */
export type Refusal = pg.DatabaseError & { readonly code: string; readonly severity: string };

/** Whether it was PostgreSQL that refused. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'severity' in error && 'code' in error;
}

/**
 * Does the work on a connection of the pool and gives it back. One that has failed is given up, and so is one that is used up; the pool
 * opens another.
 */
export async function onConnection<Result>(
  pool: pg.Pool,
  work: (connection: pg.PoolClient) => Promise<Result>,
  isUsedUp: (connection: pg.PoolClient) => boolean = () => false,
): Promise<Result> {
  const connection = await pool.connect();
  let failure: unknown;
  try {
    return await work(connection);
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    connection.release((failure !== undefined && !isRefusal(failure)) || isUsedUp(connection));
  }
}
