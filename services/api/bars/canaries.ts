import { createLogger } from '../src/logger.js';
import { startService } from '../src/start-service.js';
import type { Bar } from './bar.js';
import { post, type Caller } from './load.js';
import { prepareWriter } from './writers.js';

const ROUNDS = 200;
// Each round has one in a name, a note, a number, a subject and a document.
const CANARIES = ROUNDS * 5;

const register = `mutation ($name: String!, $note: String!, $number: String!) {
  registerStakeholder(
    input: { kind: PERSON, name: $name, note: $note, categories: [CITIZEN], contactPoints: [{ kind: MOBILE, value: $number }] }
  ) { __typename ... on RegisterStakeholderSuccess { data { id } } ... on Error { message } }
}`;

const log = `mutation ($subject: String!, $ids: [ID!]!) {
  logEngagement(input: { occurredAt: "2013-01-15T10:00:00+09:00", channel: CALL, direction: INBOUND, subject: $subject, summary: $subject, stakeholderIds: $ids }) { __typename }
}`;

interface Registered {
  readonly data?: { readonly registerStakeholder: { readonly __typename: string; readonly data?: { readonly id: string } } };
}

/** Where personal data may not turn up. */
export const canaryBars: readonly Bar[] = [
  {
    name: 'Personal data in logs, metrics, errors, URLs, job payloads',
    demanded: `of ${CANARIES.toLocaleString('en')} values none in a line of the log at its finest, in the metrics or in what an event carries`,
    measure: async ({ pcrm, actors }) => {
      const { key } = await prepareWriter(pcrm, actors.staff);
      const lines: string[] = [];
      const anywhere = { host: '127.0.0.1', port: 0 };
      const logger = createLogger('trace', { write: (line) => lines.push(line) });
      const service = await startService({ pcrm, logger, graphiql: false, ...anywhere, metricsAt: anywhere });
      const caller = { url: service.url, key };
      const canaries: string[] = [];
      try {
        for (let round = 0; round < ROUNDS; round += 1) canaries.push(...(await sendCanaries(caller, round)));
        const metrics = await (await fetch(service.metricsUrl ?? '')).text();
        const events = JSON.stringify(await pcrm.db.$queryRaw`SELECT to_jsonb(e)::text AS event FROM "OutboxEvent" e`);
        const places = { log: lines.join('\n'), metrics, events };
        const hits = Object.entries(places).flatMap(([place, text]) =>
          canaries.filter((canary) => text.includes(canary) || text.includes(encodeURIComponent(canary))).map(() => place),
        );
        return {
          measured: `${hits.length} of ${canaries.length} in ${lines.length} lines, ${metrics.length} bytes of metrics and ${events.length} of events`,
          passed: hits.length === 0 && canaries.length === CANARIES && lines.length > ROUNDS,
        };
      } finally {
        await service.stop();
      }
    },
  },
];

/** Sends values in every way in which they may be taken, refused, or not understood, and returns them. */
async function sendCanaries(caller: Caller, round: number): Promise<string[]> {
  const name = `카나리아${round}`;
  const note = `사연${round}번`;
  const number = `010-${String(4_000 + round)}-${String(7_000 + round)}`;
  const subject = `면담내용${round}호`;
  const document = `canarydocument${round}`;
  const answer = await post<Registered>(caller, { query: register, variables: { name, note, number } });
  const id = typeof answer === 'string' ? undefined : answer.body.data?.registerStakeholder.data?.id;
  if (id === undefined) throw new Error(`The person was not registered: ${JSON.stringify(answer)}`);
  await post(caller, { query: log, variables: { subject, ids: [id] } });
  await post(caller, { query: log, variables: { subject: [subject], ids: name } });
  await post(caller, { query: register, variables: { name: `${name}\u0000`, note, number } });
  await post(caller, { query: `{ search(text: "${name}") { totalCount } ${document} }` });
  await post(caller, { query: `{ search(text: "${number}" ${document}` });
  await post({ ...caller, key: `pcrm_${document}` }, { query: `{ search(text: "${subject}") { totalCount } }` });
  const found = new URLSearchParams({ query: `query ${document} { search(text: "${name}") { totalCount } }` });
  await fetch(`${caller.url}?${found}`, { headers: { authorization: `Bearer ${caller.key}` } });
  return [name, note, number, subject, document];
}
