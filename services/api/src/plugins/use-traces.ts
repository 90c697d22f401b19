import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span, type Tracer } from '@opentelemetry/api';
import { getOperationAST } from 'graphql';
import type { RequestState, ServicePlugin } from '../request-state.js';

/**
 * A span for each request, below the one in its `traceparent`, and below it one for parsing, validating and executing each. Attributes are
 * words of the program: no document, no variable, and no URL but the routes that are known.
 */
export function useTraces(tracer: Tracer): ServicePlugin {
  const spans = new WeakMap<object, Span>();
  return {
    onRequest(event) {
      const { request, serverContext, requestHandler } = event;
      const { route, requestId } = serverContext;
      if (route === '/livez' || route === '/readyz') return;
      const parent = propagation.extract(ROOT_CONTEXT, { traceparent: request.headers.get('traceparent') ?? undefined });
      const attributes = { 'http.request.method': request.method, 'http.route': route, 'pcrm.request_id': requestId };
      const span = tracer.startSpan(`${request.method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
      spans.set(serverContext, span);
      serverContext.traceId = span.spanContext().traceId;
      event.setRequestHandler((...given) => context.with(trace.setSpan(parent, span), () => requestHandler(...given)));
    },
    onParse() {
      const span = tracer.startSpan('graphql.parse');
      return () => span.end();
    },
    onValidate() {
      const span = tracer.startSpan('graphql.validate');
      return () => span.end();
    },
    onExecute({ args, executeFn, setExecuteFn }) {
      const kind = getOperationAST(args.document, args.operationName)?.operation ?? 'none';
      setExecuteFn((given) =>
        tracer.startActiveSpan('graphql.execute', { attributes: { 'graphql.operation.type': kind } }, async (span) => {
          try {
            return await executeFn(given);
          } finally {
            span.end();
          }
        }),
      );
    },
    onResponse({ response, serverContext }) {
      const span = spans.get(serverContext);
      if (span === undefined) return;
      const { codes, spent }: Partial<RequestState> = serverContext;
      span.setAttribute('http.response.status_code', response.status);
      if (codes !== undefined) span.setAttribute('pcrm.codes', [...new Set(codes)]);
      if (spent !== undefined) span.setAttribute('pcrm.cost', spent);
      if (response.status >= 500 || codes?.includes('INTERNAL')) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}
