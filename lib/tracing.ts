import { type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'

// bin/tracing.mjs sets it; Next bundles this module more than once.
const globals = globalThis as typeof globalThis & { foyerTracing?: boolean }

interface Answered {
  method: string
  route: string | undefined
  status: number
  tenant: string | undefined
  requestId: string | undefined
}

/** Undefined outside a request, and where no traces are sent. */
export function currentSpan(): Span | undefined {
  return globals.foyerTracing ? trace.getActiveSpan() : undefined
}

export function endRequestSpan(span: Span, { method, route, status, tenant, requestId }: Answered): void {
  span.updateName(route === undefined ? method : `${method} ${route}`)
  span.setAttributes({
    'http.request.method': method,
    'http.response.status_code': status,
    ...(route === undefined ? {} : { 'http.route': route }),
    ...(tenant === undefined ? {} : { 'foyer.tenant': tenant }),
    ...(requestId === undefined ? {} : { 'foyer.request_id': requestId }),
  })
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}

type Query = readonly unknown[]

/** Of a request: a span with the text of the statement, whose values are apart from it. */
export function traceStatement(query: Query, send: (query: Query) => unknown): unknown {
  if (!currentSpan()) return send(query)
  const text = textOf(query[0])
  const span = trace.getTracer('foyer').startSpan(/^\s*(\w+)/.exec(text)?.[1] ?? 'query', {
    kind: SpanKind.CLIENT,
    attributes: { 'db.system.name': 'postgresql', 'db.query.text': text.slice(0, maxText) },
  })
  const end = (error: unknown) => {
    if (error) span.setStatus({ code: SpanStatusCode.ERROR })
    span.end()
  }
  const callback = query.at(-1)
  if (typeof callback === 'function') return send([...query.slice(0, -1), endingFirst(callback, end)])
  const answer = send(query)
  void Promise.resolve(answer).then(() => end(null), end)
  return answer
}

const maxText = 2000

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement
  const isObject = typeof statement === 'object' && statement !== null
  return isObject && 'text' in statement && typeof statement.text === 'string' ? statement.text : ''
}

function endingFirst(callback: CallableFunction, end: (error: unknown) => void) {
  return (...given: unknown[]) => {
    end(given[0])
    Reflect.apply(callback, undefined, given)
  }
}
