import { Counter, Histogram, Registry } from 'prom-client'

// Next bundles this module more than once; all copies share one registry.
const globals = globalThis as typeof globalThis & { foyerMetrics?: Metrics }

interface Metrics {
  registry: Registry
  requests: Histogram<'method' | 'route' | 'status'>
  emails: Counter<'outcome'>
  signIns: Counter<'outcome'>
  limits: Counter<'limit'>
}

/** What is counted as it happens. No label has ids in it: each has few values, so that there are few series. */
export function metrics(): Metrics {
  return (globals.foyerMetrics ??= createMetrics())
}

function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const created = {
    registry,
    requests: new Histogram({
      name: 'foyer_http_request_duration_seconds',
      help: 'Requests, from their arrival until their response was sent, by the pattern of their path and the class of their status.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    emails: new Counter({
      name: 'foyer_emails_total',
      help: 'Attempts to send an email: sent, retried, failed, or unknown for good.',
      labelNames: ['outcome'],
      registers,
    }),
    signIns: new Counter({
      name: 'foyer_sign_ins_total',
      help: 'Sign-ins: succeeded or failed. What a limit refused is in foyer_limit_refusals_total.',
      labelNames: ['outcome'],
      registers,
    }),
    limits: new Counter({
      name: 'foyer_limit_refusals_total',
      help: 'What a limit refused, by the name of the limit. known_network: refused from memory.',
      labelNames: ['limit'],
      registers,
    }),
  }
  // Prometheus takes a series that begins at 1 for one that has always been there.
  for (const outcome of ['sent', 'retried', 'failed', 'unknown']) created.emails.inc({ outcome }, 0)
  for (const outcome of ['succeeded', 'failed']) created.signIns.inc({ outcome }, 0)
  return created
}
