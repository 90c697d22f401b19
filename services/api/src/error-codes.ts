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

const known: Readonly<Record<ServiceErrorCode, true>> = {
  UNAUTHENTICATED: true,
  FORBIDDEN: true,
  NOT_FOUND: true,
  INVALID_INPUT: true,
  CONFLICT: true,
  STALE_VERSION: true,
  EVENTS_GONE: true,
  BAD_REQUEST: true,
  UNSUPPORTED_MEDIA_TYPE: true,
  NOT_ACCEPTABLE: true,
  GRAPHQL_PARSE_FAILED: true,
  GRAPHQL_VALIDATION_FAILED: true,
  OPERATION_RESOLUTION_FAILURE: true,
  OPERATION_NOT_REGISTERED: true,
  LIMIT_EXCEEDED: true,
  RATE_LIMITED: true,
  UNAVAILABLE: true,
  INTERNAL: true,
};

/** The whole list. docs/errors.md is compared with it. */
export const errorCodes = Object.keys(known) as readonly ServiceErrorCode[];

/** Whether a code is from the list; whatever is not leaves the service as BAD_REQUEST. */
export function isErrorCode(code: unknown): code is ServiceErrorCode {
  return typeof code === 'string' && Object.hasOwn(known, code);
}
