import { setTimeout } from 'node:timers/promises';
import { context, propagation, SpanKind, SpanStatusCode, trace, type Span, type Tracer } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { statementChannel } from '@pcrm/core';
import { PrismaInstrumentation } from '@prisma/instrumentation';

/** Where traces go, and under which name. */
export interface TracesTo {
  /** An OpenTelemetry collector, or whatever else takes OTLP over HTTP, such as `http://localhost:4318`. */
  readonly endpoint: string;
  readonly serviceName: string;
}

/** What makes spans. */
export interface Tracing {
  readonly tracer: Tracer;
  /** Sends what is left, for a second at most. */
  readonly stop: () => Promise<void>;
}

// A collector that is away must not hold up the end of the program.
const LAST_EXPORT_MS = 1_000;

// Of what Prisma does the statements alone: the rest comes to ten spans for each.
const allButStatements = /^(?!prisma:client:db_query$)/u;

// What the dispatcher and the upkeep ask of the database twice a second is no trace that anybody looks at.
class OfRequests extends BatchSpanProcessor {
  override onEnd(span: ReadableSpan): void {
    if (span.kind === SpanKind.SERVER || span.parentSpanContext !== undefined) super.onEnd(span);
  }
}

/**
 * Begins to trace this process. Loaded only where traces are wanted: the SDK takes half a second of the start and 20 MB. The standard
 * variables of the SDK (OTEL_TRACES_SAMPLER, OTEL_BSP_*, OTEL_EXPORTER_OTLP_HEADERS …) are read by it.
 */
export function startTracing({ endpoint, serviceName }: TracesTo): Tracing {
  const url = `${endpoint.replace(/\/+$/u, '')}/v1/traces`;
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    spanProcessors: [new OfRequests(new OTLPTraceExporter({ url }))],
  });
  provider.register({ propagator: new W3CTraceContextPropagator() });
  // Statements are written with places for values, and the values are not in them.
  const ofPrisma = new PrismaInstrumentation({ ignoreSpanTypes: [allButStatements] });
  ofPrisma.setTracerProvider(provider);
  ofPrisma.enable();
  const tracer = provider.getTracer('pcrm');
  const stopStatements = traceStatements(tracer);
  return {
    tracer,
    stop: async () => {
      ofPrisma.disable();
      stopStatements();
      await Promise.race([provider.shutdown().catch(() => undefined), setTimeout(LAST_EXPORT_MS, undefined, { ref: false })]);
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}

/** Makes a span of each statement that core runs beside Prisma, under the names of Prisma's own. */
function traceStatements(tracer: Tracer): () => void {
  const spans = new WeakMap<object, Span>();
  const began = (statement: unknown) => {
    const { text } = statement as { readonly text: string };
    const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text };
    spans.set(statement as object, tracer.startSpan('prisma:client:db_query', { kind: SpanKind.CLIENT, attributes }));
  };
  const failed = (statement: unknown) => void spans.get(statement as object)?.setStatus({ code: SpanStatusCode.ERROR });
  const ended = (statement: unknown) => spans.get(statement as object)?.end();
  const { start, error, asyncEnd } = statementChannel;
  start.subscribe(began);
  error.subscribe(failed);
  asyncEnd.subscribe(ended);
  return () => {
    start.unsubscribe(began);
    error.unsubscribe(failed);
    asyncEnd.unsubscribe(ended);
  };
}
