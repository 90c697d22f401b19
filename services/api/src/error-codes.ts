import type { ErrorCode } from '@pcrm/core';

/** A code of the closed list that errors of the service have: those of the library that reach callers, and its own. */
export type ServiceErrorCode =
  | Exclude<ErrorCode, 'CANNOT_OPEN'>
  | 'UNAUTHENTICATED'
  | 'BAD_REQUEST'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'NOT_ACCEPTABLE'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'OPERATION_NOT_REGISTERED'
  | 'LIMIT_EXCEEDED'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'INTERNAL';

// The status over HTTP of an answer that is an error and nothing else, where the error brings none of its own.
const statuses: Readonly<Record<ServiceErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID_INPUT: 400,
  CONFLICT: 409,
  STALE_VERSION: 409,
  EVENTS_GONE: 410,
  BAD_REQUEST: 400,
  UNSUPPORTED_MEDIA_TYPE: 415,
  NOT_ACCEPTABLE: 406,
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  OPERATION_NOT_REGISTERED: 400,
  LIMIT_EXCEEDED: 400,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** The whole list. docs/errors.md is compared with it. */
export const errorCodes = Object.keys(statuses) as readonly ServiceErrorCode[];

/** Whether a code is from the list; whatever is not leaves the service as BAD_REQUEST. */
export function isErrorCode(code: unknown): code is ServiceErrorCode {
  return typeof code === 'string' && Object.hasOwn(statuses, code);
}

/** The status over HTTP of an error that is the whole answer: its own, or that of its code. */
export function statusOf({ code, http }: { readonly code?: unknown; readonly http?: { readonly status?: number } }): number {
  return http?.status ?? (isErrorCode(code) ? statuses[code] : statuses.BAD_REQUEST);
}
