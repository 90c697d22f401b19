import { tellerOf, type Actor, type NumberedEvent, type Pcrm, type PcrmAs, type ReadDatabase, type ReadText, type Tell } from '@pcrm/core';
import { randomBytes } from 'node:crypto';
import type DataLoader from 'dataloader';
import { cursorSeal, type CursorSeal } from './cursor-seal.js';

/** What an operation costs its caller, and what is left to it. Where nothing is counted there is the cost alone. */
export interface Allowance {
  readonly cost: number;
  /** Points of each minute. */
  readonly limit?: number;
  readonly remaining?: number;
  readonly resetsAt?: Date;
}

/** What every resolver is given: who asks, what they may call, and where to read. */
export interface GraphQLContext {
  readonly actor: Actor;
  /** The commands and queries, as the actor may use them. */
  readonly pcrm: PcrmAs;
  /** To read from. It knows nothing of permissions: rows are filtered by the lists and `visible…` filters of core. */
  readonly db: ReadDatabase;
  /** Reads what a compiled operation answers. It knows nothing of permissions, either: the statement has the same filters. */
  readonly readText: ReadText;
  readonly now: () => Date;
  /** Tells refusals in the language of the caller. */
  readonly tell: Tell;
  /** What makes the cursors of lists opaque. */
  readonly cursors: CursorSeal;
  /** What this operation costs and what is left; a server that counts sets it before it executes. */
  readonly allowance?: Allowance;
  /** What subscriptions follow; a server that has event streams sets it. */
  readonly follow?: Follow;
  /** Loaders of this request, by what they load. */
  readonly loaders: Map<string, DataLoader<string, unknown>>;
}

/** An event with the context in which it is told: of whoever the caller is by then, and nothing loaded before. */
export interface FollowedEvent {
  readonly event: NumberedEvent;
  readonly context: GraphQLContext;
}

/** The events that are meant, as they come. */
export type Follow = (isMeant: (event: NumberedEvent) => boolean) => AsyncIterable<FollowedEvent>;

interface ContextOptions {
  readonly requestId?: string;
  /** Seals the cursors; one of this process when left out. */
  readonly cursors?: CursorSeal;
  /** Tells refusals; in English when left out. */
  readonly tell?: Tell;
}

const cursorsOfProcess = cursorSeal(randomBytes(32));

/** The context of one request. */
export function createContext(pcrm: Pcrm, actor: Actor, options: ContextOptions = {}): GraphQLContext {
  const { requestId, cursors = cursorsOfProcess, tell = tellerOf('en') } = options;
  return {
    actor,
    pcrm: pcrm.as(actor, requestId === undefined ? {} : { requestId }),
    db: pcrm.db,
    readText: pcrm.readText,
    now: pcrm.now,
    tell,
    cursors,
    loaders: new Map(),
  };
}
