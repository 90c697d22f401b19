import type { Actor } from './access/actor.js';
import { openDoor, type Door } from './access/principal.js';
import { openKeys, type KeyFor } from './access/secret.js';
import { operationBinder, type BoundOperations } from './bound-operations.js';
import { announceDueCommitments } from './commitments/due-commitments.js';
import type { PoolState } from './database/bounded-pool.js';
import { openDatabase, type DatabaseTarget, type OpenDatabase, type ReadDatabase } from './database/open-database.js';
import { openOwnTables, type OwnTables, type OwnTablesOptions } from './database/own-tables.js';
import type { ReadText } from './database/read-text.js';
import { readinessOf, type Readiness, type ReadinessOptions } from './database/readiness.js';
import { openEvents, type Events } from './events/open-events.js';
import { sweepIdempotencyKeys } from './idempotency.js';
import type { Language } from './messages/language.js';
import type { OpenOptions } from './open-options.js';
import { operations } from './operations.js';
import { recountTallies, type RecountOptions, type TableDifferences } from './tallies/recount-tallies.js';

/** The commands and queries, bound to one actor. */
export type PcrmAs = BoundOperations<typeof operations>;

/** How somebody acts. */
export interface ActingOptions {
  /** Kept in the audit. */
  readonly requestId?: string;
  /** In which refusals are told; English when left out. */
  readonly language?: Language;
}

/** An open PCRM. */
export interface Pcrm extends Door {
  /** The commands and queries as this actor may use them. */
  readonly as: (actor: Actor, options?: ActingOptions) => PcrmAs;
  /**
   * Calls back when a command of this process may have changed who signs in, or as what, before its caller hears of it: for whoever remembers
   * what {@link Door} found. Returns what ends that.
   */
  readonly onAccessChange: (listener: () => void) => () => void;
  /** The database, to read from. It knows nothing of permissions: use it with the `visible…` filters. */
  readonly db: ReadDatabase;
  /** Reads what one statement answers with as text. It knows nothing of permissions, either. */
  readonly readText: ReadText;
  readonly now: () => Date;
  /** What happens. It knows nothing of permissions: whoever passes it on asks what may be seen, each time. */
  readonly events: Events;
  /** Forgets the answers that are kept for idempotency keys, where they are older than 24 hours. Returns how many. */
  readonly sweepIdempotencyKeys: () => Promise<number>;
  /**
   * Leaves the event `commitmentFellDue` of each open commitment whose due date has come, once for each date. To be called from time to
   * time; returns how many there were.
   */
  readonly announceDueCommitments: () => Promise<number>;
  /**
   * Counts the tallies of the insights anew, corrects them and tells what differed. They are kept with every change, so that nothing does;
   * what was loaded past the triggers of the database is tallied by it.
   */
  readonly recountInsights: (options?: RecountOptions) => Promise<TableDifferences[]>;
  /** Looks whether requests can be served at this moment. It never throws, and says of each part what is wrong in a sentence. */
  readonly readiness: (options?: ReadinessOptions) => Promise<Readiness>;
  /** How the connections to the PostgreSQL server are used at this moment; undefined for the embedded database, which has one. */
  readonly pool: () => PoolState | undefined;
  /** The key for a purpose, derived from the secret of the installation. */
  readonly keyFor: KeyFor;
  /**
   * Brings tables of the importing project's own up to date, in a schema of theirs in the same database, and returns how to use them. What
   * the product keeps is written through its commands only.
   *
   * @example
   * ```ts
   * const { query } = await pcrm.ownTables({
   *   schema: 'council_agenda',
   *   migrations: [{ name: '20130115090000_items', sql: 'CREATE TABLE item (id int PRIMARY KEY, title text NOT NULL, engagement_id uuid)' }],
   * });
   * const items = await query<{ title: string }>`SELECT title FROM item WHERE id = ${1}`;
   * ```
   * @throws InvalidInput when the schema is the product's or somebody else's; CannotOpen when a migration cannot be applied or was changed.
   */
  readonly ownTables: (options: OwnTablesOptions) => Promise<OwnTables>;
  /** Names of the migrations that opening applied. */
  readonly migrations: readonly string[];
  /** Ends the connections and, embedded, the database. */
  readonly close: () => Promise<void>;
}

/**
 * Opens PCRM: the embedded database in a folder, or a PostgreSQL server (15 and later), and brings it up to date.
 *
 * @example
 * ```ts
 * const pcrm = await openPcrm({ dataDir: './data' });
 * const { id } = await pcrm.as(systemActor).registerStakeholder({ kind: 'PERSON', name: '박종렬', categories: ['CIVIC_GROUP'] });
 * await pcrm.close();
 * ```
 * @throws CannotOpen with cause and cure when the folder is in use or not writable, or the server cannot be used.
 */
export async function openPcrm(target: DatabaseTarget, options: OpenOptions = {}): Promise<Pcrm> {
  const { create = true } = options;
  const database = await openDatabase(target, create);
  try {
    const keyFor = await openKeys(options.secret ?? ('dataDir' in target ? { folder: target.dataDir } : undefined), create);
    return pcrmOn(database, { ...options, keyFor });
  } catch (error) {
    await database.close();
    throw error;
  }
}

const accessChanges: ReadonlySet<string> = new Set([
  'reviseActor',
  'rotateApiKey',
  'revokeApiKey',
  'unlinkAccount',
] satisfies (keyof typeof operations)[]);

/** What PCRM needs beside an open database. */
interface Parts extends Pick<OpenOptions, 'now'> {
  readonly keyFor: KeyFor;
}

/** PCRM on a database that is open already. */
export function pcrmOn(database: OpenDatabase, { now = () => new Date(), keyFor }: Parts): Pcrm {
  const { client, write, migrations, pool, transact, readText, close } = database;
  const { events, committed, stop } = openEvents(database, now);
  const listeners = new Set<() => void>();
  const bind = operationBinder(operations, (name) => {
    if (accessChanges.has(name)) for (const listener of listeners) listener();
  });
  return {
    as: (actor, { requestId, language } = {}) => bind({ db: client, write, actor, now, keyFor, requestId, language, committed }),
    onAccessChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    events,
    sweepIdempotencyKeys: () => sweepIdempotencyKeys(client, now()),
    ...openDoor({ db: client, now, keyFor }),
    db: client,
    readText,
    announceDueCommitments: () => announceDueCommitments(client, now(), committed),
    recountInsights: (options = {}) => recountTallies(database, options),
    readiness: (options) => readinessOf(database, options),
    pool: () => pool?.(),
    ownTables: (options) => openOwnTables(transact, options),
    now,
    keyFor,
    migrations,
    close: () => stop().then(close),
  };
}
