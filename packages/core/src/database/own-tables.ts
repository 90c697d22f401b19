import { createHash } from 'node:crypto';
import { CannotOpen, InvalidInput, type Problem } from '../errors.js';
import type { Session, SqlValue, Transact } from './session.js';

/** One step of a project's own tables. Once applied it is never changed; what is to be different comes in the next. */
export interface OwnMigration {
  /** Sorts after those before it, such as `20130115090000_items`. */
  readonly name: string;
  /** Any number of statements. Names without a schema are those of the project. */
  readonly sql: string;
}

/** Where a project keeps its own tables, and how they came about. */
export interface OwnTablesOptions {
  /** The PostgreSQL schema of the project, such as `council_agenda`: made at the first start, and its alone. */
  readonly schema: string;
  readonly migrations: readonly OwnMigration[];
}

/** A project's own tables, brought up to date. */
export interface OwnTables {
  /**
   * Runs one statement in a transaction of its own. What stands in `${…}` is bound as a parameter, never written into the statement.
   * Answers of `bigint` are bigint, of `date`, `timestamp` and `interval` text, of `timestamptz` a Date: on both databases.
   */
  readonly query: <Row = Record<string, unknown>>(statement: TemplateStringsArray, ...values: readonly SqlValue[]) => Promise<Row[]>;
  /** Names of the migrations that were applied by this call. */
  readonly migrations: readonly string[];
}

/**
 * Brings a project's own tables up to date, in a schema of their own beside the product's, and returns how to use them.
 *
 * @throws InvalidInput when the schema is the product's or PostgreSQL's, or a name cannot be one.
 * @throws CannotOpen when a migration cannot be applied, was changed after it was, is missing, or comes before one that was.
 */
export async function openOwnTables(transact: Transact, options: OwnTablesOptions): Promise<OwnTables> {
  const problems = problemsOf(options);
  if (problems.length > 0) throw new InvalidInput(problems);
  const { schema } = options;
  const migrations = await transact((session) => migrateOwn(session, options));
  return {
    query: <Row>(statement: TemplateStringsArray, ...values: readonly SqlValue[]) =>
      transact(async (session) => {
        await enter(session, schema);
        const text = statement.reduce((before, part, index) => `${before}$${index}${part}`);
        return (await session.query(text, values)) as Row[];
      }),
    migrations,
  };
}

function problemsOf({ schema, migrations }: OwnTablesOptions): Problem[] {
  const problems: Problem[] = [];
  if (!/^[a-z][a-z0-9_]{0,62}$/u.test(schema)) {
    const message = 'A schema has 1 to 63 small letters, digits and underscores, a letter first, such as council_agenda.';
    problems.push({ path: ['schema'], code: 'invalid_name', message });
  } else if (/^(?:pg_.*|information_schema|public)$/u.test(schema)) {
    problems.push({ path: ['schema'], code: 'reserved', message: `The schema ${schema} is not for own tables. ${CHOOSE_ANOTHER}` });
  }
  for (const [index, { name }] of migrations.entries()) {
    const path = ['migrations', index, 'name'];
    if (!/^[\w.-]{1,200}$/u.test(name)) {
      problems.push({
        path,
        code: 'invalid_name',
        message: 'A migration has a name of letters, digits, _, - and ., such as 20130115090000_items.',
      });
    } else if (index > 0 && name <= (migrations[index - 1]?.name ?? '')) {
      problems.push({
        path,
        code: 'out_of_order',
        message: 'Migrations are applied in the order of their names. Give each a name after the one before.',
      });
    }
  }
  return problems;
}

const CHOOSE_ANOTHER = 'Choose a name of the project, such as council_agenda.';

// Any number will do, as long as it is not the one behind which the product is migrated.
const OWN_MIGRATION_LOCK = 7_227_628;

async function migrateOwn(session: Session, { schema, migrations }: OwnTablesOptions): Promise<string[]> {
  // Another process may migrate for minutes, and so may this one.
  await session.query(`SELECT set_config('lock_timeout', '0', TRUE), set_config('statement_timeout', '0', TRUE)`);
  await session.query(`SELECT pg_advisory_xact_lock(${OWN_MIGRATION_LOCK})`);
  await claim(session, schema);
  await enter(session, schema);
  const rows = await session.query('SELECT name, checksum FROM _migrations ORDER BY name COLLATE "C"');
  const pending = pendingAfter(rows as { name: string; checksum: string }[], { schema, migrations });
  for (const { name, sql } of pending) {
    try {
      await session.script(sql);
    } catch (error) {
      const reason = (error as Error).message;
      throw new CannotOpen(
        `The migration ${name} of ${schema} cannot be applied: ${reason}. Nothing of it was written. Correct it and start again.`,
        {
          cause: error,
        },
      );
    }
    // A migration may have set it differently.
    await enter(session, schema);
    await session.query('INSERT INTO _migrations (name, checksum) VALUES ($1, $2)', [name, checksumOf(sql)]);
  }
  return pending.map(({ name }) => name);
}

// Makes the schema, or takes an empty one that an administrator made. One with tables of somebody else is left alone.
async function claim(session: Session, schema: string): Promise<void> {
  const [found] = await session.query(
    `SELECT current_schema() = $1 AS "isProduct", to_regclass(format('%I._migrations', $1::text)) IS NOT NULL AS "isOurs",
      EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1) AS "isUsed"`,
    [schema],
  );
  if (found?.['isProduct'] === true) {
    throw InvalidInput.at(['schema'], 'reserved', `The schema ${schema} is the product's own. ${CHOOSE_ANOTHER}`);
  }
  if (found?.['isOurs'] === true) return;
  if (found?.['isUsed'] === true) {
    throw InvalidInput.at(['schema'], 'in_use', `The schema ${schema} has tables that are not this project's. ${CHOOSE_ANOTHER}`);
  }
  await session.script(`CREATE SCHEMA IF NOT EXISTS "${schema}";
    CREATE TABLE "${schema}"._migrations (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());`);
}

// Until the transaction ends, names without a schema are the project's: the product's tables are found by none.
async function enter(session: Session, schema: string): Promise<void> {
  await session.query(`SELECT set_config('search_path', $1, TRUE)`, [schema]);
}

function pendingAfter(
  applied: readonly { readonly name: string; readonly checksum: string }[],
  { schema, migrations }: OwnTablesOptions,
): OwnMigration[] {
  for (const [index, { name, checksum }] of applied.entries()) {
    const given = migrations.find((migration) => migration.name === name);
    if (given === undefined) {
      throw new CannotOpen(
        `The tables of ${schema} have had the migration ${name}, which this program does not know. Start the version that has it.`,
      );
    }
    if (checksumOf(given.sql) !== checksum) {
      throw new CannotOpen(
        `The migration ${name} of ${schema} was changed after it was applied. Restore it, and write the change as the next migration.`,
      );
    }
    const between = migrations[index];
    if (between !== given) {
      throw new CannotOpen(
        `The migration ${between?.name} of ${schema} comes before ${name}, which was applied already. Give it a later name.`,
      );
    }
  }
  return migrations.slice(applied.length);
}

function checksumOf(sql: string): string {
  // The same on a system that ends lines with CR LF.
  return createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
}
