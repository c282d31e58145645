import { context, propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api'
import { log, maskPersonal } from '../lib/log.ts'

/** Paths, queries and addresses have tickets, codes and persons in them. */
const personal =
  /^(http\.(target|url)|url\.(full|path|query)|net\.peer\.\w+|client\.address|next\.span_name)$/
const untraced = /^\/(api\/health([/?]|$)|_next\/static\/|favicon\.svg$)/

/** Sends spans of requests, of what Next does in them, and of their statements. @returns what sends the last ones */
export async function startTracing({ tracesEndpoint, tracesShare }) {
  if (tracesEndpoint === undefined) return async () => {}
  const [sdk, contexts, core, exporters, resources] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/core'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ])
  core.setGlobalErrorHandler((error) => log().warn({ part: 'tracing', err: error }, 'Spans were not sent.'))
  context.setGlobalContextManager(new contexts.AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new core.W3CTraceContextPropagator())
  const name = process.env.OTEL_SERVICE_NAME || 'foyer'
  const provider = new sdk.TracerProvider({
    resource: resources.defaultResource().merge(resources.resourceFromAttributes({ 'service.name': name })),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(tracesShare) }),
    spanProcessors: [
      new sdk.BatchSpanProcessor({ exporter: withoutPersonal(new exporters.OTLPTraceExporter()) }),
    ],
  })
  trace.setGlobalTracerProvider(provider)
  globalThis.foyerTracing = true
  return () => provider.shutdown().catch(() => {})
}

/** Behind a proxy, who sends the request may say which trace it is part of. */
export function traceRequest({ method, url, headers }, { trustedProxies }, work) {
  if (!globalThis.foyerTracing || untraced.test(url)) return work()
  const parent = trustedProxies > 0 ? propagation.extract(ROOT_CONTEXT, headers) : ROOT_CONTEXT
  const span = trace.getTracer('foyer').startSpan(method, { kind: SpanKind.SERVER }, parent)
  return context.with(trace.setSpan(parent, span), work)
}

function withoutPersonal(exporter) {
  return {
    export: (spans, done) => exporter.export(spans.map(mask), done),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  }
}

function mask(span) {
  return Object.create(span, {
    name: { value: maskPersonal(span.name.replace(/^(fetch \w+) .*/s, '$1')) },
    attributes: { value: maskAll(span.attributes) },
    events: {
      value: span.events.map((event) => ({ ...event, attributes: maskAll(event.attributes ?? {}) })),
    },
    status: { value: { code: span.status.code } },
  })
}

function maskAll(attributes) {
  const kept = Object.entries(attributes).filter(([name]) => !personal.test(name))
  return Object.fromEntries(
    kept.map(([name, value]) => [name, typeof value === 'string' ? maskPersonal(value) : value]),
  )
}
