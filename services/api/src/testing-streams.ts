/** A message of an event stream. */
export interface StreamMessage {
  readonly event?: string;
  readonly id?: string;
  readonly retry?: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test names what it expects
  readonly data?: any;
}

/** An event stream that is read as a browser reads it. */
export interface TestStream {
  readonly response: Response;
  /** What has come, without what only keeps it alive. */
  readonly messages: StreamMessage[];
  /** The id after which it would be resumed. */
  readonly lastId: () => string | undefined;
  /** Settles when the service ends it. */
  readonly ended: Promise<void>;
  readonly close: () => void;
}

interface Asked {
  readonly key: string;
  readonly query: string;
  readonly variables?: object;
  readonly lastId?: string | undefined;
  readonly language?: string;
}

/** Subscribes over HTTP. */
export async function subscribeTo(url: string, { key, query, variables, lastId, language }: Asked): Promise<TestStream> {
  const closing = new AbortController();
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
      ...(language === undefined ? {} : { 'accept-language': language }),
    },
    body: JSON.stringify({ query, variables }),
    signal: closing.signal,
  });
  const messages: StreamMessage[] = [];
  let last = lastId;
  const read = async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const message of blocks.map(parse)) {
        last = message.id ?? last;
        if (message.data !== undefined || message.retry !== undefined) messages.push(message);
      }
    }
  };
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const ended = isStream ? read().catch(() => undefined) : Promise.resolve();
  return { response, messages, lastId: () => last, ended, close: () => closing.abort() };
}

function parse(block: string): StreamMessage {
  const fields = Object.fromEntries(block.split('\n').map((line) => /^([a-z]*): ?(.*)$/u.exec(line)?.slice(1) ?? ['', '']));
  const { data } = fields as { data?: string };
  return { ...fields, ...(data === undefined ? {} : { data: data === '' ? null : JSON.parse(data) }) };
}
