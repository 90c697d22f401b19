import { expect, test } from 'vitest';
import { InvalidEnvironment, readEnvironment } from './environment.js';

const limits = {
  connections: { most: 10, waitMs: 1_500, waiting: 200, statementMs: 30_000, lockMs: 10_000, idleInTransactionMs: 30_000 },
  freeBytes: 104_857_600,
  costPerMinute: 1_000_000,
  failedSignInsPerMinute: 60,
  trustedProxies: [],
  corsOrigins: [],
  persistedOperationsPath: undefined,
  onlyPersistedOperations: false,
  redisUrl: undefined,
  metricsAt: undefined,
  tracesTo: undefined,
  streamSettings: { most: 500, mostOfActor: 10 },
  developmentLogin: false,
  tokens: undefined,
};

test('without any variable the embedded database is served on this machine alone, with GraphiQL', () => {
  expect(readEnvironment({})).toEqual({
    host: '127.0.0.1',
    port: 4000,
    databaseUrl: undefined,
    dataDir: './data',
    secret: undefined,
    logLevel: undefined,
    graphiql: true,
    rest: true,
    federation: false,
    ...limits,
  });
});

test('every variable is read, and blanks count as left out', () => {
  const values = {
    HOST: ' 0.0.0.0 ',
    PORT: '8080',
    DATABASE_URL: 'postgresql://pcrm:secret@db:5432/pcrm',
    DATABASE_CONNECTIONS: '20',
    DATABASE_WAIT_MS: '1000',
    DATABASE_WAITING: '0',
    STATEMENT_TIMEOUT_MS: '5000',
    LOCK_TIMEOUT_MS: '2000',
    IDLE_IN_TRANSACTION_TIMEOUT_MS: '6000',
    FREE_DISK_MB: '1',
    PCRM_DATA_DIR: '/var/lib/pcrm',
    PCRM_SECRET: '0123456789abcdef0123456789abcdef',
    LOG_LEVEL: 'warn',
    GRAPHIQL: '',
    REST: 'off',
    FEDERATION: 'on',
    COST_PER_MINUTE: '5000',
    FAILED_SIGN_INS_PER_MINUTE: '5',
    TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8::1',
    CORS_ORIGINS: 'https://dashboard.example, http://localhost:5173',
    PERSISTED_OPERATIONS: './operations.json',
    ONLY_PERSISTED_OPERATIONS: 'on',
    REDIS_URL: 'rediss://:secret@redis:6380/2',
    METRICS_HOST: '10.0.0.5',
    METRICS_PORT: '9464',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
    OTEL_SERVICE_NAME: 'pcrm-test',
    STREAMS: '50',
    STREAMS_PER_CALLER: '2',
    OIDC_ISSUER: 'https://login.example.go.kr/realms/city',
    OIDC_AUDIENCE: 'pcrm',
    OIDC_JWKS_URL: 'https://login.example.go.kr/realms/city/certs',
    OIDC_ALGORITHMS: 'RS256, ES256',
  };
  expect(readEnvironment(values)).toEqual({
    host: '0.0.0.0',
    port: 8080,
    databaseUrl: 'postgresql://pcrm:secret@db:5432/pcrm',
    connections: { most: 20, waitMs: 1_000, waiting: 0, statementMs: 5_000, lockMs: 2_000, idleInTransactionMs: 6_000 },
    freeBytes: 1_048_576,
    dataDir: '/var/lib/pcrm',
    secret: '0123456789abcdef0123456789abcdef',
    logLevel: 'warn',
    graphiql: true,
    rest: false,
    federation: true,
    costPerMinute: 5_000,
    failedSignInsPerMinute: 5,
    trustedProxies: ['10.0.0.0/8', '2001:db8::1'],
    corsOrigins: ['https://dashboard.example', 'http://localhost:5173'],
    persistedOperationsPath: './operations.json',
    onlyPersistedOperations: true,
    redisUrl: 'rediss://:secret@redis:6380/2',
    metricsAt: { host: '10.0.0.5', port: 9464 },
    tracesTo: { endpoint: 'http://collector:4318', serviceName: 'pcrm-test' },
    streamSettings: { most: 50, mostOfActor: 2 },
    developmentLogin: false,
    tokens: {
      issuer: 'https://login.example.go.kr/realms/city',
      audience: 'pcrm',
      jwksUrl: 'https://login.example.go.kr/realms/city/certs',
      algorithms: ['RS256', 'ES256'],
    },
  });
  expect(readEnvironment({ GRAPHIQL: 'off' }).graphiql).toBe(false);
});

test('everything that is wrong is told at once, by name, with the cure and without the value', () => {
  const values = {
    PORT: '70000',
    DATABASE_URL: 'mysql://root:hunter2@db/pcrm',
    PCRM_SECRET: 'hunter2',
    LOG_LEVEL: 'loud',
    GRAPHIQL: 'yes',
  };
  const read = () => readEnvironment(values);
  expect(read).toThrow(InvalidEnvironment);
  expect(read).toThrow(
    [
      'The environment cannot be used:',
      '  PORT is not a port. Use a whole number from 0 to 65535; 0 takes any free one.',
      '  DATABASE_URL is not the URL of a PostgreSQL database. Write it as postgresql://user:password@host:5432/database.',
      '  PCRM_SECRET is shorter than 32 bytes. Make one with `openssl rand -base64 48`.',
      '  LOG_LEVEL is not a log level. Use one of trace, debug, info, warn, error, fatal, silent.',
      '  GRAPHIQL is neither on nor off. Use one of them, or leave it out: then it is on.',
    ].join('\n'),
  );
});

test('nothing but registered operations may run only where some are registered', () => {
  expect(() => readEnvironment({ ONLY_PERSISTED_OPERATIONS: 'on' })).toThrow(
    'ONLY_PERSISTED_OPERATIONS is on and no operation is registered. Name their folder or manifest with PERSISTED_OPERATIONS.',
  );
});

test.each(['postgres', 'postgresql:///pcrm', 'postgresql://', 'localhost:5432'])('%s is no database URL', (url) => {
  expect(() => readEnvironment({ DATABASE_URL: url })).toThrow('DATABASE_URL is not the URL of a PostgreSQL database.');
});

test.each(['*', 'https://*.example', 'https://dashboard.example/', 'dashboard.example', 'null', 'https://a.example https://b.example'])(
  '%s is no origin',
  (origin) => {
    expect(() => readEnvironment({ CORS_ORIGINS: origin })).toThrow('CORS_ORIGINS is not a list of origins.');
  },
);

test('an identity provider is set whole, over https, and with asymmetric algorithms alone', () => {
  const whole = { OIDC_ISSUER: 'https://login.example', OIDC_AUDIENCE: 'pcrm', OIDC_JWKS_URL: 'http://localhost:8080/certs' };
  expect(readEnvironment(whole).tokens?.algorithms).toEqual(['RS256', 'PS256', 'ES256', 'EdDSA']);
  expect(() => readEnvironment({ OIDC_ISSUER: 'https://login.example' })).toThrow(
    /^ {2}OIDC_AUDIENCE is missing\. .*\n {2}OIDC_JWKS_URL is missing\. Access tokens are checked against all of OIDC_ISSUER, OIDC_AUDIENCE, OIDC_JWKS_URL\.$/mu,
  );
  expect(() => readEnvironment({ ...whole, OIDC_JWKS_URL: 'http://login.example/certs' })).toThrow(
    'OIDC_JWKS_URL is not the URL of a key set.',
  );
  for (const algorithms of ['HS256', 'none', 'rs256', 'RS256 ES256']) {
    expect(() => readEnvironment({ ...whole, OIDC_ALGORITHMS: algorithms })).toThrow(
      'OIDC_ALGORITHMS is not a list of signature algorithms.',
    );
  }
});

test.each([
  ['a server', { DATABASE_URL: 'postgresql://pcrm@db/pcrm' }, 'DATABASE_URL names a server'],
  ['other machines', { HOST: '0.0.0.0' }, 'HOST lets other machines in'],
])('the development login is not for %s', (_what, values, cause) => {
  expect(readEnvironment({ DEVELOPMENT_LOGIN: 'on' }).developmentLogin).toBe(true);
  expect(() => readEnvironment({ DEVELOPMENT_LOGIN: 'on', ...values })).toThrow(
    `DEVELOPMENT_LOGIN is on and ${cause}. It signs in anybody as anybody`,
  );
});
