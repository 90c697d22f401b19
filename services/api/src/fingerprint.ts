import { hash } from 'node:crypto';
import type { RequestState } from './request-state.js';

/** The fingerprint of what a request signs in with: that itself is kept nowhere. */
export function fingerprintOf({ headers }: Request, state: Partial<Pick<RequestState, 'fingerprint'>>): string {
  return (state.fingerprint ??= hash('sha256', headers.get('authorization') ?? '', 'base64'));
}
