/** What the bars are told: the server to make databases on, and words that the name of a wanted bar has. */
export function readBarEnvironment(): { readonly serverUrl: string; readonly wanted: string } {
  const serverUrl = process.env['TEST_DATABASE_URL'];
  if (serverUrl === undefined) {
    throw new Error('The bars need a PostgreSQL server. `npm run bars` starts one; or set TEST_DATABASE_URL to yours.');
  }
  // After the program that runs from source comes what the caller added.
  return { serverUrl, wanted: process.argv.slice(3).join(' ').toLowerCase() };
}

/** The server that `.ci/with-postgres` started for this run: its programs and its data folder. */
export function readOwnPostgres(): { readonly programs: string; readonly folder: string } {
  const { POSTGRES_PROGRAMS: programs, POSTGRES_DATA: folder } = process.env;
  if (programs === undefined || folder === undefined) {
    throw new Error('This bar kills the PostgreSQL server, and does so to none but its own. Run it with `npm run bars`.');
  }
  return { programs, folder };
}
