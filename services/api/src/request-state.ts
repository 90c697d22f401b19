import type { Actor, Language, Tell } from '@pcrm/core';
import type { OperationTypeNode } from 'graphql';
import type { Plugin, YogaInitialContext } from 'graphql-yoga';
import type { Client } from './client-address.js';
import type { ServiceErrorCode } from './error-codes.js';

/** What the plugins know of the request that they serve. */
export interface RequestState {
  requestId: string;
  startedAt: number;
  /** In which refusals are told. */
  language: () => Language;
  /** Tells a sentence in that language. */
  tell: Tell;
  /** Whether it told any. */
  hasTold: boolean;
  /** From where it comes. */
  client: Client;
  /** The id of its trace, where traces are made. */
  traceId: string;
  /** The path, where it is one that the service knows. */
  route: string;
  /** Of what it signs in with; set once somebody wants it. */
  fingerprint: string;
  /** Who asks; set once the key was found good. */
  actor: Actor;
  /** What kind of operation it is; set once one is executed. */
  kind: `${OperationTypeNode}` | undefined;
  /** Points that the operation has cost; set when it runs. */
  spent: number;
  /** The codes of the errors of its answer; set once there are some. */
  codes: readonly ServiceErrorCode[];
}

/** A plugin of this service. */
export type ServicePlugin = Plugin<YogaInitialContext, RequestState>;
