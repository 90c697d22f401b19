import { describeError } from '@pcrm/graphql';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { isDatabaseUnavailable } from '../database-unavailable.js';
import { isErrorCode, type ServiceErrorCode } from '../error-codes.js';
import { koreanLeads } from '../korean-messages.js';
import { koreanOfService } from '../korean.js';
import { KeysUnavailable } from '../oidc/token-settings.js';
import type { RequestState, ServicePlugin } from '../request-state.js';

/**
 * Gives every error that leaves the service a code and the request's id. Expected ones say what they are; anything else is masked, and
 * logged under the same id.
 */
export function useErrorCodes(logger: Logger): ServicePlugin {
  return {
    onResultProcess(event) {
      const { result, serverContext } = event;
      // Batches are refused and nothing is deferred. What a subscription tells is described one by one, where it is told.
      if (Array.isArray(result) || Symbol.asyncIterator in result || result.errors === undefined) return;
      const errors = result.errors.map((error) => toClient(error, serverContext, logger));
      serverContext.codes = errors.map(({ extensions }) => extensions['code'] as ServiceErrorCode);
      event.setResult({ ...result, errors });
    },
  };
}

/** An error as it leaves the service, to this caller. */
export function toClient(error: GraphQLError, caller: Caller, logger: Logger): GraphQLError {
  const { requestId, language, tell } = caller;
  const { message, extensions } = describeError(error, tell) ?? describeUnexpected(error, caller, logger);
  const { nodes, source, positions, path } = error;
  // Yoga repeats what its parser of JSON said, which repeats what was sent; and without it, it would answer 200.
  const { originalError, ...others } = extensions as Record<string, unknown>;
  const told: Record<string, unknown> = originalError === undefined ? others : { ...others, http: { status: 400 } };
  // The list of codes is closed, whatever libraries add to theirs.
  const code = isErrorCode(told['code']) ? told['code'] : 'BAD_REQUEST';
  // What GraphQL itself says is for programmers and stays English; in Korean a sentence leads up to it.
  const lead = language() === 'ko' && koreanOfService(error.message) === undefined ? koreanLeads[code] : undefined;
  const sentence = lead === undefined ? message : `${lead} ${message}`;
  return new GraphQLError(sentence, { nodes, source, positions, path, extensions: { ...told, code, requestId } });
}

/** Who is told, and how. */
export type Caller = Pick<RequestState, 'requestId' | 'language' | 'tell'>;

function describeUnexpected(error: GraphQLError, { requestId, tell }: Caller, logger: Logger) {
  const err = error.originalError ?? error;
  if (isDatabaseUnavailable(err)) {
    logger.warn({ requestId, err }, 'database unavailable');
    return {
      message: tell('The database cannot be reached at this moment. Repeat the request in a few seconds, with the same idempotency key.'),
      extensions: { code: 'UNAVAILABLE', http: { status: 503, headers: { 'retry-after': '2' } } },
    };
  }
  if (err instanceof KeysUnavailable) {
    logger.warn({ requestId, err }, 'identity provider unavailable');
    return {
      message: tell(
        'The identity provider cannot be reached at this moment, so that nobody can tell whether the token is good. Repeat the request in a few seconds, or use an API key.',
      ),
      extensions: { code: 'UNAVAILABLE', http: { status: 503, headers: { 'retry-after': '2' } } },
    };
  }
  logger.error({ requestId, err }, 'unexpected error');
  return {
    message: tell(
      'Something went wrong in the service, and it has been logged. If it happens again, tell an administrator the request id.',
    ),
    extensions: { code: 'INTERNAL', unexpected: true },
  };
}
