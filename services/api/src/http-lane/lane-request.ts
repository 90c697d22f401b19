import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyTooLong, MAX_BODY_BYTES } from '../json-body.js';

/**
 * A request as Yoga and the plugins see it, over that of node:http: nothing is copied, its body is read when somebody asks for it, and its
 * signal is made when somebody wants it. Of `Request` it has what they use.
 */
export class LaneRequest implements Pick<Request, 'method' | 'url' | 'headers' | 'signal' | 'body' | 'bytes'> {
  readonly method: string;
  readonly url: string;
  /** It is read at once, so that nobody has to limit a stream. */
  readonly body = null;
  readonly #parts: LaneRequestParts;
  #signal: AbortSignal | undefined;

  constructor(
    parts: LaneRequestParts,
    readonly headers: Headers,
  ) {
    const { method = '', url = '', headers: given } = parts.incoming;
    this.method = method;
    this.url = `http://${given.host ?? 'localhost'}${url}`;
    this.#parts = parts;
  }

  /** Aborted when the caller goes away before the answer has gone out. */
  get signal(): AbortSignal {
    return (this.#signal ??= signalOf(this.#parts.outgoing));
  }

  bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return readBody(this.#parts.incoming);
  }
}

interface LaneRequestParts {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

function signalOf(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const gone = () => {
    if (!outgoing.writableFinished) controller.abort();
  };
  if (outgoing.closed) gone();
  else outgoing.once('close', gone);
  return controller.signal;
}

function readBody(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer<ArrayBuffer>[] = [];
    let bytes = 0;
    const onData = (chunk: Buffer<ArrayBuffer>) => {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) end(() => reject(bodyTooLong()));
      else chunks.push(chunk);
    };
    const onEnd = () => end(() => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    const onClose = () => end(() => reject(new Error('The caller went away before the body had come.')));
    const end = (settle: () => void) => {
      incoming.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose);
      settle();
    };
    incoming.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
  });
}
