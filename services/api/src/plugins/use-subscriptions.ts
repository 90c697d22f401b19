import type { Actor, Pcrm } from '@pcrm/core';
import { createContext, type CursorSeal, type Follow, type FollowedEvent, type GraphQLContext, type ToldRecord } from '@pcrm/graphql';
import { createSourceEventStream, execute, GraphQLError, type ExecutionArgs } from 'graphql';
import { processRegularResult } from 'graphql-yoga';
import type { Logger } from 'pino';
import { statusOf } from '../error-codes.js';
import { eventIds } from '../event-ids.js';
import { eventStream, type StreamedResult } from '../event-stream.js';
import type { RequestState, ServicePlugin } from '../request-state.js';
import type { OpenStream, StreamEnd, Streams } from '../streams.js';
import { unauthenticated } from './use-authentication.js';
import { toClient, type Caller } from './use-error-codes.js';
import type { QueryCost } from './use-query-cost.js';

interface Parts {
  readonly pcrm: Pcrm;
  readonly logger: Logger;
  readonly streams: Streams;
  readonly cursors: CursorSeal;
  readonly cost: QueryCost;
}

/** A request that is answered by a stream. */
interface Subscribed {
  readonly caller: Caller;
  readonly actor: Actor;
  readonly stream: OpenStream;
  /** Everything up to here was told, or was not for this reader. */
  position: bigint;
}

type SubscriptionContext = GraphQLContext &
  RequestState & {
    readonly request: Request;
    readonly res?: { readonly destroy: () => void };
    isSubscription?: boolean;
    subscribed?: Subscribed;
    follow?: Follow;
  };

/**
 * Answers subscriptions as event streams that can be resumed with `Last-Event-ID`. Who reads is looked up anew for each event, and what is
 * not theirs to see is left out; the event is answered like a query of that moment, with its cost.
 */
export function useSubscriptions(parts: Parts): ServicePlugin {
  const { pcrm, logger, streams, cursors } = parts;
  const ids = eventIds(cursors, pcrm.now);
  return {
    onSubscribe({ args, setSubscribeFn }) {
      const context = args.contextValue as unknown as SubscriptionContext;
      context.isSubscription = true;
      setSubscribeFn(async () => {
        const subscribed = await subscribe(context, parts, ids.read);
        context.subscribed = subscribed;
        context.follow = (isMeant) => followAnew(subscribed, parts, isMeant);
        const source = await createSourceEventStream(args).catch((error: unknown) => {
          subscribed.stream.end('GONE');
          throw error;
        });
        if (Symbol.asyncIterator in source) {
          return resultsOf(args, source as AsyncIterable<ToldRecord<unknown>>, { ...parts, subscribed, write: ids.write });
        }
        subscribed.stream.end('GONE');
        return source;
      });
    },
    onResultProcess(event) {
      const { result, request, serverContext } = event;
      if (Array.isArray(result)) return;
      const { subscribed, isSubscription, actor, res } = serverContext as unknown as SubscriptionContext;
      const asksForStream = /text\/event-stream/u.test(request.headers.get('accept') ?? '');
      if (!(Symbol.asyncIterator in result)) {
        if ('data' in result || !(isSubscription || asksForStream)) return;
        // Whoever asks for a stream and does not get one is told by the status as well.
        event.setResult({
          ...result,
          extensions: { http: { status: Math.max(...(result.errors ?? []).map(({ extensions }) => statusOf(extensions))) } },
        });
        if (asksForStream) event.setResultProcessor(processRegularResult, 'application/graphql-response+json');
        return;
      }
      if (subscribed === undefined) return;
      const { stream, caller } = subscribed;
      const results = result[Symbol.asyncIterator]() as AsyncIterator<StreamedResult>;
      event.setResultProcessor((_result, { Response }) => {
        const idNow = () => ids.write(actor, subscribed.position);
        const signedOut = () => toClient(unauthenticated(), caller, logger);
        const body = eventStream({ results, stream, settings: streams.settings, idNow, signedOut });
        const startedAt = performance.now();
        stream.signal.addEventListener('abort', () => {
          const why = stream.signal.reason as StreamEnd;
          logger.info(
            { requestId: caller.requestId, actorId: actor.id, ms: Math.round(performance.now() - startedAt), why },
            'stream ended',
          );
          // What waits for a reader who takes nothing would wait for ever.
          if (why === 'SLOW') res?.destroy();
        });
        return new Response(body as never, { headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' } });
      }, 'text/event-stream');
    },
  };
}

async function subscribe(context: SubscriptionContext, { pcrm, streams }: Parts, readId: (actor: Actor, id: string) => bigint) {
  const { request, actor, requestId, language, tell } = context;
  if (!/\*\/\*|text\/(?:event-stream|\*)/u.test(request.headers.get('accept') ?? '*/*')) throw notAcceptable();
  const position = await startOf(request, pcrm, (id) => readId(actor, id));
  const stream = streams.open({
    actor,
    credential: request.headers.get('authorization') ?? '',
    lookUp: () => pcrm.revalidate(actor),
  });
  request.signal.addEventListener('abort', () => stream.end('GONE'), { once: true });
  if (request.signal.aborted) stream.end('GONE');
  return { caller: { requestId, language, tell }, actor, stream, position };
}

async function startOf({ headers }: Request, { events }: Pcrm, readId: (id: string) => bigint): Promise<bigint> {
  const id = headers.get('last-event-id') ?? '';
  if (id === '') return events.latest();
  const position = readId(id);
  await events.requireKept(position);
  return position;
}

/** The events that are meant, each with the context of whoever the reader is by then. */
async function* followAnew(
  subscribed: Subscribed,
  { pcrm, cursors }: Parts,
  isMeant: Parameters<Follow>[0],
): AsyncGenerator<FollowedEvent, void, undefined> {
  const { stream, caller } = subscribed;
  const { requestId, tell } = caller;
  for await (const events of pcrm.events.follow(subscribed.position, stream.signal)) {
    for (const event of events) {
      if (isMeant(event)) {
        const actor = await pcrm.revalidate(subscribed.actor);
        if (actor === undefined) stream.end('SIGNED_OUT');
        if (actor === undefined || stream.signal.aborted) return;
        yield { event, context: createContext(pcrm, actor, { requestId, cursors, tell }) };
      }
      // It was told, and the next one is asked for.
      subscribed.position = event.position;
    }
  }
}

interface Telling extends Parts {
  readonly subscribed: Subscribed;
  readonly write: (actor: Actor, position: bigint) => string;
}

async function* resultsOf(
  args: ExecutionArgs,
  source: AsyncIterable<ToldRecord<unknown>>,
  { cost, logger, subscribed: { actor, caller }, write }: Telling,
): AsyncGenerator<StreamedResult, void, undefined> {
  const describe = (error: GraphQLError) => toClient(error, caller, logger);
  try {
    for await (const told of source) {
      const ofEvent = { ...args, rootValue: told, contextValue: told.context };
      await cost.charge(ofEvent);
      const { errors, ...result } = await execute(ofEvent);
      const described = errors?.map(describe);
      const unavailable = described?.find(({ extensions }) => extensions['code'] === 'UNAVAILABLE');
      // It has no id, so that it is told whole when the stream is resumed.
      if (unavailable) yield lastResult(unavailable);
      else yield { ...result, ...(described && { errors: described }), id: write(actor, told.event.position) };
    }
  } catch (error) {
    const wrapped = error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error });
    yield lastResult(describe(wrapped));
  }
}

const RETRY_MS = 2_000;

function lastResult(error: GraphQLError): StreamedResult {
  const { code, retryAfterSeconds } = error.extensions;
  if (code === 'UNAVAILABLE') return { errors: [error], ends: RETRY_MS };
  if (code === 'RATE_LIMITED') return { errors: [error], ends: Number(retryAfterSeconds) * 1_000 };
  return { errors: [error], ends: 'FOR_GOOD' };
}

function notAcceptable(): GraphQLError {
  return new GraphQLError('A subscription is answered as an event stream. Send the header "Accept: text/event-stream".', {
    extensions: { code: 'NOT_ACCEPTABLE', http: { status: 406 } },
  });
}
