import { GraphQLError } from 'graphql';
import { badRequest } from '../bad-request.js';
import { checkVariables, readJsonBody } from '../json-body.js';
import { isJson } from '../media-types.js';
import type { ServicePlugin } from '../request-state.js';

/**
 * Takes operations by POST only as JSON, which no plain HTML form can send from another site, and answers a request that is no JSON where it
 * has to be, or JSON with too many levels, as the caller's mistake.
 */
export function useStrictRequests(): ServicePlugin {
  return {
    onRequest({ request: { headers } }) {
      // Yoga knows the media type in small letters and without a space after it.
      const type = headers.get('content-type');
      if (type !== 'application/json' && isJson(type)) headers.set('content-type', 'application/json');
    },
    onRequestParse({ request, requestParser, setRequestParser }) {
      if (request.method === 'POST') {
        if (!isJson(request.headers.get('content-type'))) throw notJson();
        // Yoga checks that it is one operation, with its parts.
        setRequestParser((posted) => readJsonBody(posted));
      }
      if (request.method !== 'GET' || requestParser === undefined) return;
      setRequestParser(async (get) => {
        checkVariables(new URL(get.url).searchParams.get('variables') ?? '');
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

function notJson(): GraphQLError {
  return new GraphQLError('Send the operation as JSON, with the header "Content-Type: application/json".', {
    extensions: { code: 'UNSUPPORTED_MEDIA_TYPE', http: { status: 415, headers: { accept: 'application/json' } } },
  });
}
