/** What the bars are told: the server to make databases on, and words that the name of a wanted bar has. */
export function readBarEnvironment(): { readonly serverUrl: string; readonly wanted: string } {
  const serverUrl = process.env['TEST_DATABASE_URL'];
  if (serverUrl === undefined) {
    throw new Error('The bars need a PostgreSQL server. `npm run bars` starts one; or set TEST_DATABASE_URL to yours.');
  }
  // After the program that runs from source comes what the caller added.
  return { serverUrl, wanted: process.argv.slice(3).join(' ').toLowerCase() };
}
