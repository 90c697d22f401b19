import { GraphQLError } from 'graphql';
import { badRequest } from '../bad-request.js';
import type { ServicePlugin } from '../request-state.js';

/**
 * Takes operations by POST only as JSON, which no plain HTML form can send from another site, and answers a GET whose parameters are
 * not JSON as the caller's mistake.
 */
export function useStrictRequests(): ServicePlugin {
  return {
    onRequest({ request }) {
      // Yoga knows the media type in small letters and without a space after it.
      if (isJson(request.headers.get('content-type'))) request.headers.set('content-type', 'application/json');
    },
    onRequestParse({ request, requestParser, setRequestParser }) {
      if (request.method === 'POST' && !isJson(request.headers.get('content-type'))) {
        throw new GraphQLError('Send the operation as JSON, with the header "Content-Type: application/json".', {
          extensions: { code: 'UNSUPPORTED_MEDIA_TYPE', http: { status: 415, headers: { accept: 'application/json' } } },
        });
      }
      if (request.method !== 'GET' || requestParser === undefined) return;
      setRequestParser(async (get) => {
        try {
          return await requestParser(get);
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error;
          throw badRequest('The parameters "variables" and "extensions" have to be JSON.');
        }
      });
    },
  };
}

function isJson(contentType: string | null): boolean {
  return contentType !== null && /^application\/json\s*(?:;|$)/iu.test(contentType.trim());
}
