import { GraphQLError } from 'graphql';
import { badRequest } from '../bad-request.js';
import type { ServicePlugin } from '../request-state.js';

interface GivenParams {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: { readonly persistedQuery?: { readonly sha256Hash?: unknown } };
}

/**
 * Runs registered operations by `documentId` (`sha256:<hash>`, as the draft of GraphQL over HTTP has it) or by the extension
 * `persistedQuery` of Apollo's clients. With `only`, nothing else runs, and a document that is sent along is not looked at.
 */
export function usePersistedOperations(operationOf: (hash: string) => string | undefined, only: boolean): ServicePlugin {
  return {
    onParams({ params, request, setParams }) {
      const id = idOf(params as GivenParams, request);
      if (id === undefined) {
        if (only) throw notRegistered('Only registered operations run here. Send the documentId of one');
        return;
      }
      const query = typeof id === 'string' ? operationOf(id.replace(/^sha256:/u, '')) : undefined;
      if (query === undefined) throw notRegistered('There is no registered operation with this documentId');
      if (!only && typeof params.query === 'string' && params.query !== query)
        throw badRequest('The document and the documentId name different operations. Send one of them.');
      setParams({ ...params, query });
    },
  };
}

function idOf({ documentId, extensions }: GivenParams, request: Request): unknown {
  const ofUrl = request.method === 'GET' ? new URL(request.url).searchParams.get('documentId') : null;
  return documentId ?? ofUrl ?? extensions?.persistedQuery?.sha256Hash;
}

function notRegistered(sentence: string): GraphQLError {
  return new GraphQLError(`${sentence}, or ask whoever runs the service to register yours.`, {
    extensions: { code: 'OPERATION_NOT_REGISTERED', http: { status: 400 } },
  });
}
