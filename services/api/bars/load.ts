import { setTimeout } from 'node:timers/promises';

/** Who asks. */
export interface Caller {
  readonly url: string;
  /** API key. */
  readonly key: string;
}

/** Who writes, and about whom. */
export interface Writer extends Caller {
  /** Global id of the stakeholder with whom the engagements took place. */
  readonly stakeholderId: string;
}

/** What came instead of an answer that something was written. */
export interface Failure {
  /** When, on the clock of `performance`. */
  readonly at: number;
  /** What the service answered, or why there was no answer: a code of Node or of its client. */
  readonly answered?: { readonly status: number; readonly code: unknown; readonly retryAfter: string | null };
  readonly unanswered?: string;
}

/** A load that runs until it is stopped. */
export interface Load {
  /** The id of each engagement that the service said was written, by its subject. */
  readonly acknowledged: ReadonlyMap<string, string>;
  readonly failures: readonly Failure[];
  /** Waits for so many acknowledgements from now on. */
  readonly more: (count: number) => Promise<void>;
  /** Lets every client finish what it has begun, sending it again until it is acknowledged. */
  readonly stop: () => Promise<void>;
  /** Lets no client send anything any more. */
  readonly abandon: () => Promise<void>;
}

const CLIENTS = 8;
const PAUSE_MS = 50;

const log = `mutation ($input: LogEngagementInput!, $key: String!) {
  logEngagement(input: $input, idempotencyKey: $key) { __typename ... on LogEngagementSuccess { data { id } } }
}`;

interface LogAnswer {
  readonly data?: { readonly logEngagement: { readonly __typename: string; readonly data?: { readonly id: string } } };
  readonly errors?: readonly { readonly extensions: { readonly code: unknown } }[];
}

/** Eight clients that log engagements one after the other, each under its own key, and send again what was not acknowledged. */
export function startLoad(writer: Writer, name: string): Load {
  const acknowledged = new Map<string, string>();
  const failures: Failure[] = [];
  const told: (() => void)[] = [];
  let next = 0;
  const stopping = new AbortController();
  const abandoned = new AbortController();
  const client = async () => {
    while (!stopping.signal.aborted) {
      const subject = `${name} ${next}`;
      next += 1;
      while (!abandoned.signal.aborted && !acknowledged.has(subject)) {
        const end = await logOnce(writer, subject);
        if (typeof end === 'string') acknowledged.set(subject, end);
        else {
          failures.push(end);
          await setTimeout(PAUSE_MS);
        }
      }
      for (const tell of told.splice(0)) tell();
    }
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, client));
  return {
    acknowledged,
    failures,
    more: async (count) => {
      const enough = acknowledged.size + count;
      while (acknowledged.size < enough) await Promise.race([new Promise<void>((resolve) => told.push(resolve)), clients]);
    },
    stop: async () => {
      stopping.abort();
      await clients;
    },
    abandon: async () => {
      stopping.abort();
      abandoned.abort();
      await clients;
    },
  };
}

/** Logs one engagement: its id, or what came instead. */
export async function logOnce({ url, key, stakeholderId }: Writer, subject: string): Promise<string | Failure> {
  const occurredAt = '2013-01-15T10:00:00+09:00';
  const input = { occurredAt, channel: 'CALL', direction: 'OUTBOUND', subject, stakeholderIds: [stakeholderId] };
  const end = await post<LogAnswer>({ url, key }, { query: log, variables: { input, key: subject } });
  if (typeof end === 'string') return { at: performance.now(), unanswered: end };
  const { status, retryAfter, body } = end;
  const logged = body.data?.logEngagement;
  if (logged?.data) return logged.data.id;
  const code = body.errors?.[0]?.extensions.code ?? logged?.__typename;
  return { at: performance.now(), answered: { status, code, retryAfter } };
}

/** An answer of the service. */
export interface Answer<Body> {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: Body;
}

/** Sends an operation: the answer, or, where none came, the code that says why. */
export async function post<Body>({ url, key }: Caller, operation: object): Promise<Answer<Body> | string> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  try {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(operation) });
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body: (await response.json()) as Body };
  } catch (error) {
    const { cause, message } = error as Error & { readonly cause?: { readonly code?: string } };
    return cause?.code ?? message;
  }
}
