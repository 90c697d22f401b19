import type { Actor } from '@pcrm/core';
import type { Plugin, YogaInitialContext } from 'graphql-yoga';
import type { Client } from './client-address.js';

/** What the plugins know of the request that they serve. */
export interface RequestState {
  requestId: string;
  startedAt: number;
  /** From where it comes. */
  client: Client;
  /** The path, where it is one that the service knows. */
  route: string;
  /** Who asks; set once the key was found good. */
  actor: Actor;
}

/** A plugin of this service. */
export type ServicePlugin = Plugin<YogaInitialContext, RequestState>;
