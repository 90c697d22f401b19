import type { ErrorCode } from '@pcrm/core';

/** The closed list of the codes that errors of the service have. docs/errors.md is compared with it. */
export const errorCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'INVALID_INPUT',
  'CONFLICT',
  'STALE_VERSION',
  'EVENTS_GONE',
  'BAD_REQUEST',
  'UNSUPPORTED_MEDIA_TYPE',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_NOT_REGISTERED',
  'LIMIT_EXCEEDED',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'INTERNAL',
] as const;

/** A code from that list. */
export type ServiceErrorCode = (typeof errorCodes)[number] | Exclude<ErrorCode, 'CANNOT_OPEN'>;

const known: ReadonlySet<unknown> = new Set(errorCodes);

/** Whether a code is from the list. */
export function isErrorCode(code: unknown): code is ServiceErrorCode {
  return known.has(code);
}
