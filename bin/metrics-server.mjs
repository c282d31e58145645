import { createServer } from 'node:http'
import { Counter, Gauge } from 'prom-client'
import { countLanes } from '../lib/http/request-queue.ts'
import { metrics } from '../lib/metrics.ts'

/** Metrics for Prometheus. At a port of their own, so that they can be kept from the public. */
export async function serveMetrics({ metricsPort: port, metricsHost: host }, front) {
  if (port === undefined) return { close: () => {} }
  const server = createServer(answer)
  await new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new Error(problemOf(error, port))))
    server.listen(port, host, resolve)
  })
  front.watchMetrics()
  watchLanes()
  return server
}

function problemOf({ code, message }, port) {
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Set FOYER_METRICS_PORT to another.`
  return `FOYER_METRICS_HOST and FOYER_METRICS_PORT cannot be served: ${message}`
}

async function answer({ method, url }, response) {
  if (url.split('?', 1)[0] !== '/metrics') return response.writeHead(404).end()
  if (method !== 'GET') return response.writeHead(405, { allow: 'GET' }).end()
  const { registry } = metrics()
  const text = await registry.metrics().catch((error) => error)
  if (text instanceof Error) return response.writeHead(500).end()
  response.writeHead(200, { 'content-type': registry.contentType }).end(text)
}

/** Counted in the process’s own copy of the module, which Next does not bundle. */
function watchLanes() {
  const registers = [metrics().registry]
  new Counter({
    name: 'foyer_queue_refused_total',
    help: 'Requests that a full lane refused, or whose time in it was over.',
    labelNames: ['lane'],
    registers,
    collect() {
      this.reset()
      for (const [lane, { refused }] of countLanes()) this.inc({ lane }, refused)
    },
  })
  new Gauge({
    name: 'foyer_queue_requests',
    help: 'Requests in a lane: running or waiting.',
    labelNames: ['lane', 'state'],
    registers,
    collect() {
      for (const [lane, counts] of countLanes()) {
        this.set({ lane, state: 'running' }, counts.running)
        this.set({ lane, state: 'waiting' }, counts.waiting)
      }
    },
  })
}
