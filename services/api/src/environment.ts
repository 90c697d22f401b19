import { z } from 'zod';

/** What the service is told by its environment. */
export interface Environment {
  readonly host: string;
  readonly port: number;
  /** A PostgreSQL server; without one the embedded database in `dataDir` is used. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  /** Left out, each program chooses. */
  readonly logLevel: LogLevel | undefined;
  readonly graphiql: boolean;
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** How much is logged, from everything to nothing. */
export type LogLevel = (typeof logLevels)[number];

/** Variables of the environment that cannot be used: the message lists each with what is wrong and the cure. */
export class InvalidEnvironment extends Error {
  override readonly name = 'InvalidEnvironment';

  constructor(problems: readonly string[]) {
    super(['The environment cannot be used:', ...problems.map((problem) => `  ${problem}`)].join('\n'));
  }
}

// 127.0.0.1: whoever wants to be reached from other machines says so. Browsers and curl find it under "localhost" too.
const variables = z.object({
  HOST: z
    .string()
    .regex(/^\S+$/u, 'is not a host name or address. Use 127.0.0.1, or 0.0.0.0 to be reached from other machines.')
    .optional(),
  PORT: z.string().refine(isPort, 'is not a port. Use a whole number from 0 to 65535; 0 takes any free one.').optional(),
  DATABASE_URL: z
    .string()
    .refine(isPostgresUrl, 'is not the URL of a PostgreSQL database. Write it as postgresql://user:password@host:5432/database.')
    .optional(),
  PCRM_DATA_DIR: z
    .string()
    .refine((value) => !value.includes('\0'), 'is not a path. Name a folder.')
    .optional(),
  LOG_LEVEL: z.enum(logLevels, `is not a log level. Use one of ${logLevels.join(', ')}.`).optional(),
  GRAPHIQL: z.enum(['on', 'off'], 'is neither on nor off. Use one of them, or leave it out: then it is on.').optional(),
});

/**
 * Reads HOST (127.0.0.1), PORT (4000), DATABASE_URL, PCRM_DATA_DIR (./data), LOG_LEVEL and GRAPHIQL (on).
 * The page of GraphiQL holds no data: it asks with the key of whoever opens it.
 * An empty variable counts as left out. Values are not repeated in messages: a URL may hold a password.
 *
 * @throws InvalidEnvironment with everything that is wrong at once.
 */
export function readEnvironment(values: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const given = Object.fromEntries(Object.keys(variables.shape).map((name) => [name, values[name]?.trim() || undefined]));
  const { data, error } = variables.safeParse(given);
  if (error) throw new InvalidEnvironment(error.issues.map(({ path, message }) => `${path.join('.')} ${message}`));
  return {
    host: data.HOST ?? '127.0.0.1',
    port: Number(data.PORT ?? 4000),
    databaseUrl: data.DATABASE_URL,
    dataDir: data.PCRM_DATA_DIR ?? './data',
    logLevel: data.LOG_LEVEL,
    graphiql: data.GRAPHIQL !== 'off',
  };
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/u.test(text) && Number(text) <= 65_535;
}

function isPostgresUrl(text: string): boolean {
  return /^postgres(?:ql)?:\/\/[^/]/u.test(text) && URL.canParse(text);
}
