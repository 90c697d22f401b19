/** Where a rival finds the data and where it listens. */
export interface RivalEnvironment {
  readonly databaseUrl: string;
  readonly port: number;
}

/** Reads what the harness tells a rival. */
export function readRivalEnvironment(values: Readonly<Record<string, string | undefined>> = process.env): RivalEnvironment {
  const { DATABASE_URL: databaseUrl, PORT: port } = values;
  if (databaseUrl === undefined || port === undefined)
    throw new Error('A rival is started by `npm run bench`, which sets DATABASE_URL and PORT.');
  return { databaseUrl, port: Number(port) };
}

/** The server that the harness was given. */
export function readServerUrl(values: Readonly<Record<string, string | undefined>> = process.env): string {
  const serverUrl = values['TEST_DATABASE_URL'];
  if (serverUrl === undefined) throw new Error('There is no PostgreSQL server. Run `npm run bench`, which starts one.');
  return serverUrl;
}

/** How many engagements the test of large data generates: a hundred thousand, or as many as PCRM_SCALE says. */
export function scaleOfTests(values: Readonly<Record<string, string | undefined>> = process.env): number {
  return Number(values['PCRM_SCALE'] ?? 100_000);
}
