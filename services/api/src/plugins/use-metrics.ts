import { getOperationAST } from 'graphql';
import type { Metrics } from '../metrics.js';
import type { RequestState, ServicePlugin } from '../request-state.js';

/** Measures each request but the probes, which come every few seconds. */
export function useMetrics(metrics: Metrics): ServicePlugin {
  return {
    onExecute({ args }) {
      const context = args.contextValue as Partial<RequestState>;
      context.kind = getOperationAST(args.document, args.operationName)?.operation;
    },
    onSubscribe({ args }) {
      (args.contextValue as unknown as Partial<RequestState>).kind = 'subscription';
    },
    onResponse({ response, serverContext }) {
      const { startedAt, route, kind, codes }: Partial<RequestState> = serverContext;
      if (startedAt === undefined || route === '/livez' || route === '/readyz') return;
      metrics.answered({
        kind: kind ?? 'none',
        codes: codes ?? [],
        refused: response.status >= 400,
        ms: performance.now() - startedAt,
      });
    },
  };
}
