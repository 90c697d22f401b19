import type { Actor, Pcrm, PcrmAs, ReadDatabase } from '@pcrm/core';
import type DataLoader from 'dataloader';

/** What every resolver is given: who asks, what they may call, and where to read. */
export interface GraphQLContext {
  readonly actor: Actor;
  /** The commands and queries, as the actor may use them. */
  readonly pcrm: PcrmAs;
  /** To read from. It knows nothing of permissions: rows are filtered by the lists and `visible…` filters of core. */
  readonly db: ReadDatabase;
  readonly now: () => Date;
  /** Loaders of this request, by what they load. */
  readonly loaders: Map<string, DataLoader<string, unknown>>;
}

/** The context of one request. */
export function createContext(pcrm: Pcrm, actor: Actor, options?: { readonly requestId?: string }): GraphQLContext {
  return { actor, pcrm: pcrm.as(actor, options), db: pcrm.db, now: pcrm.now, loaders: new Map() };
}
