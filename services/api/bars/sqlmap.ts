import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bar } from './bar.js';
import { freePort, startServiceProcess } from './service-process.js';
import { prepareWriter } from './writers.js';

/** Requests as staff send them; the star is where sqlmap writes. */
const requests: Readonly<Record<string, string>> = {
  search: '{ search(text: "시의회*", first: 5) { edges { node { title } } } }',
  'the name in a filter': '{ stakeholders(filter: { nameContains: "시의회*", region: "인천*" }) { totalCount edges { node { name } } } }',
  'subject and topic in a filter': '{ engagements(filter: { subjectContains: "설명*", topic: "교통*" }) { totalCount } }',
  'a cursor': '{ stakeholders(first: 5, after: "abc*") { edges { cursor } } }',
  'an id': '{ node(id: "T3JnYW5pemF0aW9uOjE=*") { id } }',
  'a day': '{ coverage(filter: { asOf: "2012-12-12*" }) { notContacted } }',
  'what is written': 'mutation { registerStakeholder(input: { kind: ORGANIZATION, name: "기관*" }) { __typename } }',
};

const CLEAN = /do not appear to be injectable|does not seem to be injectable/u;

/** What a tool for injections finds. */
export const sqlmapBars: readonly Bar[] = [
  {
    name: 'sqlmap',
    demanded: `level 3, risk 2 over ${Object.keys(requests).length} recorded requests finds nothing`,
    measure: async ({ databaseUrl, pcrm, actors }) => {
      const { key } = await prepareWriter(pcrm, actors.staff);
      const service = await startServiceProcess({ target: { databaseUrl }, port: await freePort() });
      const folder = await mkdtemp(join(tmpdir(), 'pcrm-sqlmap-'));
      try {
        const found = [];
        for (const [name, query] of Object.entries(requests)) {
          const file = join(folder, 'request');
          await writeFile(file, recorded(service.url, key, query));
          const said = await sqlmap(file, folder);
          if (CLEAN.test(said)) continue;
          console.error(said);
          found.push(name);
        }
        const count = Object.keys(requests).length;
        return {
          measured: found.length === 0 ? `nothing in ${count} requests` : `not clean: ${found.join(', ')}`,
          passed: found.length === 0,
        };
      } finally {
        await service.end('SIGTERM');
        await rm(folder, { recursive: true });
      }
    },
  },
];

function recorded(url: string, key: string, query: string): string {
  const { host, pathname } = new URL(url);
  const head = [`POST ${pathname} HTTP/1.1`, `Host: ${host}`, 'Content-Type: application/json', `Authorization: Bearer ${key}`];
  return `${head.join('\r\n')}\r\n\r\n${JSON.stringify({ query })}`;
}

/** Runs Debian's sqlmap on a recorded request and returns what it says. */
async function sqlmap(file: string, folder: string): Promise<string> {
  const options = [
    '--batch',
    '--ignore-stdin',
    '--level=3',
    '--risk=2',
    '--flush-session',
    '--disable-coloring',
    '--threads=4',
    '--time-sec=2',
  ];
  // The star in the body marks the place; a service that refuses most of what is sent is no reason to give up.
  const args = ['-r', file, '--dbms=PostgreSQL', `--output-dir=${folder}`, '--ignore-code=*', ...options];
  const { stdout } = await promisify(execFile)('sqlmap', args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}
