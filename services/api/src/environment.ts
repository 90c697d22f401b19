import { isLongEnoughSecret, type ConnectionLimits } from '@pcrm/core';
import { z } from 'zod';
import { isProxy } from './client-address.js';
import { isThisMachine } from './this-machine.js';
import { tokenAlgorithms, type TokenSettings } from './oidc/token-settings.js';

/** What the service is told by its environment. */
export interface Environment {
  readonly host: string;
  readonly port: number;
  /** A PostgreSQL server; without one the embedded database in `dataDir` is used. */
  readonly databaseUrl: string | undefined;
  /** How that server is used. */
  readonly connections: Required<ConnectionLimits>;
  /** Bytes that have to be free on the disk of the embedded database for the service to be ready. */
  readonly freeBytes: number;
  readonly dataDir: string;
  /** The secret of the installation; without one the file `secret` in `dataDir` holds it. */
  readonly secret: string | undefined;
  /** Left out, each program chooses. */
  readonly logLevel: LogLevel | undefined;
  readonly graphiql: boolean;
  /** Points of each caller in a minute; 0 counts none. */
  readonly costPerMinute: number;
  /** Requests of each address in a minute that do not sign in. */
  readonly failedSignInsPerMinute: number;
  readonly trustedProxies: readonly string[];
  readonly corsOrigins: readonly string[];
  /** A folder or manifest of registered operations. */
  readonly persistedOperationsPath: string | undefined;
  readonly onlyPersistedOperations: boolean;
  /** A Redis in which several instances count limits together, and by which they tell each other of events. */
  readonly redisUrl: string | undefined;
  /** Whether a role's name signs in; on the embedded database and this machine alone. */
  readonly developmentLogin: boolean;
  /** The identity provider whose access tokens sign in; left out, API keys alone do. */
  readonly tokens: TokenSettings | undefined;
  /** Where metrics are served; left out, nowhere. */
  readonly metricsAt: { readonly host: string; readonly port: number } | undefined;
  /** Where traces are sent; left out, none are made. */
  readonly tracesTo: { readonly endpoint: string; readonly serviceName: string } | undefined;
  /** Whether there are routes for tools that do not speak GraphQL. */
  readonly rest: boolean;
  /** Whether the schema is served as a subgraph of Apollo Federation. */
  readonly federation: boolean;
  /** How many event streams there may be, in all and of one caller. */
  readonly streamSettings: { readonly most: number; readonly mostOfActor: number };
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

const milliseconds = z.string().regex(/^[1-9]\d{0,6}$/u, 'is not a number of milliseconds. Use a whole number from 1 to 9999999.');

const SAFE_URL = 'Write it as https://login.example.go.kr/...; http is only for this machine.';

const host = z.string().regex(/^\S+$/u, 'is not a host name or address. Use 127.0.0.1, or 0.0.0.0 to be reached from other machines.');

const port = z.string().refine(isPort, 'is not a port. Use a whole number from 0 to 65535; 0 takes any free one.');

const streams = z.string().regex(/^\d{1,5}$/u, 'is not a number of event streams. Use a whole number; 0 takes none.');

const onOrOff = (otherwise: 'on' | 'off') =>
  z.enum(['on', 'off'], `is neither on nor off. Use one of them, or leave it out: then it is ${otherwise}.`).default(otherwise);

/** The variables as they are written, each with its rule and what it is when left out. The table in README.md is compared with it. */
export const variables = z.object({
  // 127.0.0.1: whoever wants to be reached from other machines says so. Browsers and curl find it under "localhost" too.
  HOST: host.default('127.0.0.1'),
  PORT: port.default('4000'),
  DATABASE_URL: z
    .string()
    .refine(isPostgresUrl, 'is not the URL of a PostgreSQL database. Write it as postgresql://user:password@host:5432/database.')
    .optional(),
  DATABASE_CONNECTIONS: z
    .string()
    .regex(/^[1-9]\d{0,2}$/u, 'is not a number of connections. Use a whole number from 1 to 999.')
    .default('10'),
  DATABASE_WAIT_MS: milliseconds.default('1500'),
  DATABASE_WAITING: z
    .string()
    .regex(/^\d{1,6}$/u, 'is not a number of callers. Use a whole number.')
    .default('200'),
  STATEMENT_TIMEOUT_MS: milliseconds.default('30000'),
  LOCK_TIMEOUT_MS: milliseconds.default('10000'),
  IDLE_IN_TRANSACTION_TIMEOUT_MS: milliseconds.default('30000'),
  FREE_DISK_MB: z
    .string()
    .regex(/^\d{1,9}$/u, 'is not a number of megabytes. Use a whole number; 0 asks for none.')
    .default('100'),
  PCRM_DATA_DIR: z
    .string()
    .refine((value) => !value.includes('\0'), 'is not a path. Name a folder.')
    .default('./data'),
  PCRM_SECRET: z.string().refine(isLongEnoughSecret, 'is shorter than 32 bytes. Make one with `openssl rand -base64 48`.').optional(),
  LOG_LEVEL: z.enum(logLevels, `is not a log level. Use one of ${logLevels.join(', ')}.`).optional(),
  COST_PER_MINUTE: z
    .string()
    .regex(/^\d{1,12}$/u, 'is not a number of points. Use a whole number; 0 counts none.')
    .default('1000000'),
  FAILED_SIGN_INS_PER_MINUTE: z
    .string()
    .regex(/^[1-9]\d{0,8}$/u, 'is not a number of requests. Use a whole number from 1 on.')
    .default('60'),
  STREAMS: streams.default('500'),
  STREAMS_PER_CALLER: streams.default('10'),
  TRUSTED_PROXIES: z
    .string()
    .refine((list) => itemsOf(list).every(isProxy), 'is not a list of addresses or networks. Write it as 10.0.0.0/8, 192.0.2.1.')
    .optional(),
  CORS_ORIGINS: z
    .string()
    .refine(
      (list) => itemsOf(list).every(isOrigin),
      'is not a list of origins. Write each exactly, as https://dashboard.example; there is no *.',
    )
    .optional(),
  PERSISTED_OPERATIONS: z.string().optional(),
  ONLY_PERSISTED_OPERATIONS: onOrOff('off'),
  GRAPHIQL: onOrOff('on'),
  REST: onOrOff('on'),
  FEDERATION: onOrOff('off'),
  REDIS_URL: z.string().refine(isRedisUrl, 'is not the URL of a Redis server. Write it as redis://:password@host:6379/0.').optional(),
  METRICS_HOST: host.default('127.0.0.1'),
  METRICS_PORT: port.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().refine(isHttpUrl, 'is not the URL of a collector. Write it as http://localhost:4318.').optional(),
  OTEL_SERVICE_NAME: z.string().default('pcrm'),
  DEVELOPMENT_LOGIN: onOrOff('off'),
  OIDC_ISSUER: z.string().refine(isSafeUrl, `is not the URL of an identity provider. ${SAFE_URL}`).optional(),
  OIDC_AUDIENCE: z
    .string()
    .regex(/^\S{1,255}$/u, 'is not an audience. Write it exactly as tokens for this service do.')
    .optional(),
  OIDC_JWKS_URL: z.string().refine(isSafeUrl, `is not the URL of a key set. ${SAFE_URL}`).optional(),
  OIDC_ALGORITHMS: z
    .string()
    .refine(
      (list) => itemsOf(list).every((item) => (tokenAlgorithms as readonly string[]).includes(item)),
      `is not a list of signature algorithms. Choose from ${tokenAlgorithms.join(', ')}.`,
    )
    .default(tokenAlgorithms.join(', ')),
});

const checked = variables.superRefine((given, context) => {
  const refuse = (name: keyof typeof variables.shape, message: string) => context.addIssue({ code: 'custom', path: [name], message });
  if (given.ONLY_PERSISTED_OPERATIONS === 'on' && given.PERSISTED_OPERATIONS === undefined) {
    refuse('ONLY_PERSISTED_OPERATIONS', 'is on and no operation is registered. Name their folder or manifest with PERSISTED_OPERATIONS.');
  }
  const provider = ['OIDC_ISSUER', 'OIDC_AUDIENCE', 'OIDC_JWKS_URL'] as const;
  const missing = provider.filter((name) => given[name] === undefined);
  if (missing.length < provider.length) {
    for (const name of missing) refuse(name, `is missing. Access tokens are checked against all of ${provider.join(', ')}.`);
  }
  if (given.DEVELOPMENT_LOGIN === 'on' && given.DATABASE_URL !== undefined) {
    refuse(
      'DEVELOPMENT_LOGIN',
      'is on and DATABASE_URL names a server. It signs in anybody as anybody: use the embedded database, or an API key.',
    );
  }
  if (given.DEVELOPMENT_LOGIN === 'on' && !isThisMachine(given.HOST)) {
    refuse(
      'DEVELOPMENT_LOGIN',
      'is on and HOST lets other machines in. It signs in anybody as anybody: listen on 127.0.0.1, or use an API key.',
    );
  }
});

/**
 * Reads the variables of the table in README.md. An empty variable counts as left out. Values are not repeated in messages: a URL may
 * hold a password.
 *
 * @throws InvalidEnvironment with everything that is wrong at once.
 */
export function readEnvironment(values: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const given = Object.fromEntries(Object.keys(variables.shape).map((name) => [name, values[name]?.trim() || undefined]));
  const { data, error } = checked.safeParse(given);
  if (error) throw new InvalidEnvironment(error.issues.map(({ path, message }) => `${path.join('.')} ${message}`));
  return {
    host: data.HOST,
    port: Number(data.PORT),
    databaseUrl: data.DATABASE_URL,
    connections: {
      most: Number(data.DATABASE_CONNECTIONS),
      waitMs: Number(data.DATABASE_WAIT_MS),
      waiting: Number(data.DATABASE_WAITING),
      statementMs: Number(data.STATEMENT_TIMEOUT_MS),
      lockMs: Number(data.LOCK_TIMEOUT_MS),
      idleInTransactionMs: Number(data.IDLE_IN_TRANSACTION_TIMEOUT_MS),
    },
    freeBytes: Number(data.FREE_DISK_MB) * 1024 * 1024,
    dataDir: data.PCRM_DATA_DIR,
    secret: data.PCRM_SECRET,
    logLevel: data.LOG_LEVEL,
    graphiql: data.GRAPHIQL === 'on',
    rest: data.REST === 'on',
    federation: data.FEDERATION === 'on',
    costPerMinute: Number(data.COST_PER_MINUTE),
    failedSignInsPerMinute: Number(data.FAILED_SIGN_INS_PER_MINUTE),
    trustedProxies: itemsOf(data.TRUSTED_PROXIES),
    corsOrigins: itemsOf(data.CORS_ORIGINS),
    persistedOperationsPath: data.PERSISTED_OPERATIONS,
    onlyPersistedOperations: data.ONLY_PERSISTED_OPERATIONS === 'on',
    redisUrl: data.REDIS_URL,
    developmentLogin: data.DEVELOPMENT_LOGIN === 'on',
    tokens: tokensOf(data),
    metricsAt: data.METRICS_PORT === undefined ? undefined : { host: data.METRICS_HOST, port: Number(data.METRICS_PORT) },
    tracesTo:
      data.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? undefined
        : { endpoint: data.OTEL_EXPORTER_OTLP_ENDPOINT, serviceName: data.OTEL_SERVICE_NAME },
    streamSettings: { most: Number(data.STREAMS), mostOfActor: Number(data.STREAMS_PER_CALLER) },
  };
}

function tokensOf(data: z.output<typeof variables>): TokenSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_JWKS_URL: jwksUrl, OIDC_ALGORITHMS: algorithms } = data;
  if (issuer === undefined || audience === undefined || jwksUrl === undefined) return undefined;
  return { issuer, audience, jwksUrl, algorithms: itemsOf(algorithms) };
}

function itemsOf(list = ''): string[] {
  return list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function isOrigin(text: string): boolean {
  return /^https?:/u.test(text) && URL.canParse(text) && new URL(text).origin === text && !text.includes('*');
}

// Keys that come over a line that others write on are anybody's. On this machine there is none.
function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isThisMachine(hostname));
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/u.test(text) && Number(text) <= 65_535;
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//u.test(text) && URL.canParse(text);
}

function isRedisUrl(text: string): boolean {
  return /^rediss?:\/\/[^/]/u.test(text) && URL.canParse(text);
}

function isPostgresUrl(text: string): boolean {
  return /^postgres(?:ql)?:\/\/[^/]/u.test(text) && URL.canParse(text);
}
