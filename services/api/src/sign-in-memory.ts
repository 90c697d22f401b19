import { LRUCache } from 'lru-cache';
import type { Actor, Pcrm } from '@pcrm/core';

/** How long somebody is taken to be signed in without looking: half of what may pass until a revocation elsewhere holds here. */
const REMEMBERED_MS = 500;

// As many as may well ask within that time.
const MOST = 10_000;

interface Remembered {
  readonly actor: Actor;
  readonly until: number;
}

/** Whom credentials signed in as a moment ago, by their fingerprints. */
export interface SignInMemory {
  /** Whom a credential signs in as: what is remembered, or else what is looked up. */
  readonly find: (fingerprint: string, lookUp: () => Promise<Actor | undefined>) => Promise<Actor | undefined>;
}

/**
 * Remembers for half a second whom a credential signed in as, counted from before it was looked up, and never longer than the credential is
 * good. What did not sign in is not remembered. When this process changes who signs in, all is forgotten at once; what another process
 * changes holds here when the half second is over.
 *
 * @param clock milliseconds that never go back
 */
export function createSignInMemory(
  { now, onAccessChange }: Pick<Pcrm, 'now' | 'onAccessChange'>,
  clock: () => number = () => performance.now(),
): SignInMemory {
  const remembered = new LRUCache<string, Remembered>({ max: MOST });
  let changes = 0;
  onAccessChange(() => {
    changes += 1;
    remembered.clear();
  });
  return {
    find: async (fingerprint, lookUp) => {
      const asked = clock();
      const known = remembered.get(fingerprint);
      if (known !== undefined && asked < known.until && isGood(known.actor, now())) return known.actor;
      const before = changes;
      const actor = await lookUp();
      // What was looked up before a change may be what was before it.
      if (actor === undefined) remembered.delete(fingerprint);
      else if (before === changes) remembered.set(fingerprint, { actor, until: asked + REMEMBERED_MS });
      return actor;
    },
  };
}

function isGood({ credential }: Actor, now: Date): boolean {
  return credential?.expiresAt == null || credential.expiresAt > now;
}
