import * as access from './access/access-commands.js';
import type { Actor } from './access/actor.js';
import { authenticate, findActor } from './access/authenticate.js';
import type { Context } from './context.js';
import { openDatabase, type DatabaseTarget, type OpenDatabase, type ReadDatabase } from './database/open-database.js';
import * as stakeholderCommands from './stakeholders/stakeholder-commands.js';
import * as stakeholderQueries from './stakeholders/stakeholder-queries.js';

/** Everything that can be done, as functions of a context. */
const operations = {
  addDepartment: access.addDepartment,
  addActor: access.addActor,
  reviseActor: access.reviseActor,
  issueApiKey: access.issueApiKey,
  revokeApiKey: access.revokeApiKey,

  registerStakeholder: stakeholderCommands.registerStakeholder,
  reviseStakeholder: stakeholderCommands.reviseStakeholder,
  addOtherName: stakeholderCommands.addOtherName,
  addContactPoint: stakeholderCommands.addContactPoint,
  reviseContactPoint: stakeholderCommands.reviseContactPoint,
  assessStakeholder: stakeholderCommands.assessStakeholder,
  assignRelationshipManager: stakeholderCommands.assignRelationshipManager,
  listStakeholders: stakeholderQueries.listStakeholders,
  findStakeholder: stakeholderQueries.findStakeholder,
};

type Bound<Operation> = Operation extends (context: Context, ...rest: infer Rest) => infer Result ? (...rest: Rest) => Result : never;

/** The commands and queries, bound to one actor. */
export type PcrmAs = { readonly [Name in keyof typeof operations]: Bound<(typeof operations)[Name]> };

/** An open PCRM. */
export interface Pcrm {
  /** The commands and queries as this actor may use them. `requestId` is kept in the audit. */
  readonly as: (actor: Actor, options?: { readonly requestId?: string }) => PcrmAs;
  /** The actor that an API key belongs to; undefined for a key that does not open anything. */
  readonly authenticate: (apiKey: string) => Promise<Actor | undefined>;
  /** An actor by id; undefined when there is none or it is disabled. */
  readonly findActor: (id: string) => Promise<Actor | undefined>;
  /** The database, to read from. It knows nothing of permissions: use it with the `visible…` filters. */
  readonly db: ReadDatabase;
  readonly now: () => Date;
  /** Names of the migrations that opening applied. */
  readonly migrations: readonly string[];
  /** Ends the connections and, embedded, the database. */
  readonly close: () => Promise<void>;
}

/** What opening may be told beside where the data is. */
export interface OpenOptions {
  /** The clock; the system's when left out. */
  readonly now?: () => Date;
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
  return pcrmOn(await openDatabase(target), options);
}

/** PCRM on a database that is open already. */
export function pcrmOn({ client, migrations, close }: OpenDatabase, { now = () => new Date() }: OpenOptions): Pcrm {
  return {
    as: (actor, { requestId } = {}) => bind({ db: client, actor, now, requestId }),
    authenticate: (apiKey) => authenticate(client, apiKey, now()),
    findActor: (id) => findActor(client, id, now()),
    db: client,
    now,
    migrations,
    close,
  };
}

function bind(context: Context): PcrmAs {
  const bound = Object.entries(operations).map(([name, operation]) => [
    name,
    (...rest: unknown[]) => (operation as (context: Context, ...rest: unknown[]) => unknown)(context, ...rest),
  ]);
  return Object.fromEntries(bound) as PcrmAs;
}
