import { createServer } from 'node:http'
import { join } from 'node:path'
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import { parseEnv } from '../lib/env.ts'
import { watchRender } from '../lib/failed-render.ts'
import { livenessAnswer, isLivenessProbe } from '../lib/http/liveness.ts'
import { pathOf } from '../lib/http/incoming-request.ts'
import { StaggeredStart } from '../lib/http/staggered-start.ts'
import { readKnownPaths } from '../lib/http/known-paths.ts'
import { networkLimit, noteNetworkLimit } from '../lib/http/network-limits.ts'
import { enterQueue, enterToRead, isQueueFull } from '../lib/http/request-queue.ts'
import { lowerThreadPool } from '../lib/http/thread-priority.ts'
import { writeAnswer } from '../lib/http/write-answer.ts'
import { correct } from './correct-response.mjs'
import { ClosingResponse, drain, endDrain, hasBody } from './drain.mjs'
import { serveMetrics } from './metrics-server.mjs'
import { reportFailure, startLog, writtenLog } from './log-stream.mjs'
import { readBody, withBody, withoutBody } from './read-body.mjs'
import { refuse, refuseInTurn } from './refuse.mjs'
import { startNext } from './start-next.mjs'
import { openStaticFiles } from './static-files.mjs'
import { takeUpgrades } from './take-upgrades.mjs'
import { startTracing, traceRequest } from './tracing.mjs'

const dev = process.argv.includes('--dev')
const root = join(import.meta.dirname, '..')
const stopTimeoutMilliseconds = 15_000
/** In a burst of thousands of requests, those that only read do not wait for all the others. */
const writes = new StaggeredStart({ groupSize: 8, pauseMilliseconds: 4 })

process.chdir(root)
process.env.NODE_ENV = dev ? 'development' : 'production'
process.env.NEXT_TELEMETRY_DISABLED = '1'
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})

const staticFiles = /^\/(_next\/static\/|favicon\.svg|robots\.txt)/

let stopping = false
let product
for (const event of ['SIGINT', 'SIGHUP']) process.on(event, () => void stop())
// It may arrive several times: each process between who starts this one and this one passes it on.
process.on('SIGTERM', () => void stop({ drains: true }))
process.on('disconnect', () => void stop({ orphaned: true }))

try {
  const settings = parseEnv(process.env)
  await startLog(settings, { dev })
  product = await open(settings)
  const { setupAt } = product.front
  if (setupAt) process.stdout.write(`\nSet up your portal at ${setupAt}\n\n`)
  if (!stopping) tellReady(settings.foyerUrl)
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

function tellReady(foyerUrl) {
  if (process.send) process.send({ ready: foyerUrl })
  else process.stdout.write(`Foyer ready at ${foyerUrl}\n`)
}

async function open({ host, port, drainSeconds, ...settings }) {
  const sendSpans = await startTracing(settings)
  const { app, upgrades, opened } = await startNext({ dev, root, host, port })
  // As long as it waits for the database.
  const front = await opened
  const scrapes = await serveMetrics(settings, front)
  await lowerThreadPool()
  const sendStaticFile = dev ? () => false : openStaticFiles(join(root, '.next/static'))
  const findPage = dev ? () => '(in development)' : readKnownPaths(root)
  const parts = { front, handle: app.getRequestHandler(), sendStaticFile, findPage }
  // Longer than proxies keep idle connections: they could send a request on a connection that is just closing.
  const options = {
    ServerResponse: ClosingResponse,
    requestTimeout: 30_000,
    headersTimeout: 10_000,
    connectionsCheckingInterval: 5_000,
    keepAliveTimeout: 75_000,
  }
  const take = (request, response) =>
    void traceRequest(request, settings, () => answer(parts, request, response))
  const server = createServer(options, take)
  // `Expect: 100-continue`: the client learns of a refusal before it sends the body.
  server.on('checkContinue', (request, response) => {
    response.expectsContinue = true
    take(request, response)
  })
  const sockets = dev ? takeUpgrades(server, upgrades) : new Set()
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  return { app, front, server, scrapes, sendSpans, sockets, drainSeconds: dev ? 0 : drainSeconds }
}

async function answer(parts, request, response) {
  const { front } = parts
  const incoming = incomingOf(request)
  const { method, headers } = incoming
  const network = front.clientNetwork(incoming)
  headers['x-request-id'] = front.requestId(incoming)
  response.setHeader('x-request-id', headers['x-request-id'])
  const arrivedAt = performance.now()
  const seen = { arrivedAt }
  front.watchResponse(incoming, response, seen)
  if (isLivenessProbe(request)) return refuse(response, livenessAnswer, network)
  const refuseLater = (refusal) => refuseInTurn(response, { network, arrivedAt }, refusal)
  const notNow = () => front.refusal(incoming, 'notNow')
  const isFull = () => !front.isOwnRequest(incoming) && isQueueFull(request, network)
  if (isFull()) return refuseLater(notNow)
  try {
    if (!/^(GET|HEAD)$/.test(method)) await writes.turn()
    const admitted = await admit(parts, incoming, { request, response, network, seen })
    if (admitted.refuse) return refuseLater(() => admitted.refuse)
    const { bytes, sender } = admitted
    const seconds = networkLimit({ incoming, network, bytes })
    if (seconds !== null) return refuseLater(() => front.refusalOfNetwork(incoming, seconds))
    const leave = await enterQueue(request, response, { network, sender })
    if (!leave) return refuseLater(notNow)
    assignHeaders(request, admitted.headers)
    await serve(parts, incoming, { request, response, network, bytes, leave }).finally(leave)
  } catch (error) {
    if (error.code !== 'unavailable') reportFailure('A request failed.', error, headers['x-request-id'])
    else if (!response.headersSent) return refuseLater(notNow)
    refuse(response, notNow(), network)
  }
}

function incomingOf({ method, url, headers, headersDistinct, socket }) {
  return { method, url, headers, hosts: headersDistinct.host ?? [], remoteAddress: socket.remoteAddress }
}

async function admit({ front, findPage }, incoming, { request, response, network, seen }) {
  const admission = await front.admit(incoming)
  if (admission.refuse) return admission
  front.completeHeaders(response, admission.headers)
  // Without a tenant there is only the setup, which is no route of Next’s.
  seen.tenantId = admission.headers['x-foyer-tenant']
  if (seen.tenantId !== undefined) seen.page = findPage(pathOf(incoming)) ?? undefined
  if (seen.tenantId !== undefined && !seen.page) return { refuse: front.refusal(incoming, 'nothingThere') }
  const body = await readAdmitted(request, response, { limit: admission.body, network })
  if (body.refusal) return { refuse: front.refusal(incoming, body.refusal) }
  return { ...admission, bytes: body.bytes }
}

async function readAdmitted(request, response, { limit, network }) {
  if (limit.isUpload && !(await enterToRead('uploads', response, network))) return { refusal: 'notNow' }
  if (response.expectsContinue) {
    response.writeContinue()
    // From now on the client sends its body, also if it is refused.
    response.expectsContinue = false
  }
  return hasBody(request.headers) ? readBody(request, limit, network) : {}
}

async function serve({ front, handle, sendStaticFile }, incoming, given) {
  const { request, response, network, bytes, leave } = given
  const form = bytes && (await front.readPageForm(incoming, bytes))
  if (form?.isWithinLimits === false) return refuse(response, front.refusal(incoming, 'badBody'), network)
  const outdated = form?.plain && front.findOutdatedForm(form.plain)
  const work = async (state) => {
    state.outdatedForm = outdated ?? null
    correct(response, state, {
      correction: (status) => front.correction(incoming, status, state),
      rewriteFor: (status) => front.rewriteFor(incoming, status, response),
    })
    if (sendStaticFile(request, response)) return
    // In development Next compiles a handler again when its source changes.
    const answer =
      dev && request.headers['x-foyer-tenant'] ? null : await front.programAnswer(incoming, bytes)
    if (answer) return writeAnswer(request, response, answer)
    const forget = watchRender(request.headers['x-request-id'], state)
    const again = outdated ? withoutBody(request) : bytes ? withBody(request, bytes) : request
    const handled = handle(again, response)
    return Promise.race([handled, cutOff(request, response)]).finally(forget)
  }
  const noting = (state) =>
    Promise.resolve(work(state)).finally(() => {
      if (state.networkLimit !== null) noteNetworkLimit({ incoming, network, bytes }, state.networkLimit)
    })
  await front.withRequest(incoming, noting, leave)
}

// Next does not end a response whose client left while it was sent, nor a static file’s. Other work goes on and ends.
function cutOff({ url }, response) {
  return new Promise((resolve) => {
    response.once('close', () => {
      if (response.headersSent || staticFiles.test(url)) resolve()
    })
  })
}

function assignHeaders(request, headers) {
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) Reflect.deleteProperty(request.headers, name)
    else request.headers[name] = value
  }
}

/** Lets requests in progress finish. An orphan also stops the embedded database if no other process uses it. */
async function stop({ drains = false, orphaned = false } = {}) {
  if (!drains) endDrain()
  if (stopping) return
  stopping = true
  if (product) await drainAndClose(product)
  if (orphaned && process.env.FOYER_EMBEDDED) await stopEmbeddedDatabase()
  await writtenLog()
  process.exit(0)
}

async function stopEmbeddedDatabase() {
  const { stopIfUnused } = await import('./embedded-postgres.mjs')
  await stopIfUnused(process.env.FOYER_DATA).catch(() => {})
}

async function drainAndClose({ front, drainSeconds, ...parts }) {
  const shutdown = front.shutdown().catch((error) => reportFailure('The jobs could not be stopped.', error))
  await drain(drainSeconds)
  await Promise.race([closeProduct({ front, ...parts }, shutdown), pause(stopTimeoutMilliseconds)])
}

async function closeProduct({ front, app, server, scrapes, sendSpans, sockets }, shutdown) {
  // A connection on which a request has arrived by now is not closed as idle.
  await nextTurn()
  const closed = new Promise((resolve) => server.close(resolve))
  for (const socket of sockets) socket.destroy()
  if (dev) server.closeAllConnections()
  const sweep = setInterval(() => setImmediate(() => server.closeIdleConnections()), 100)
  await Promise.all([closed, shutdown])
  clearInterval(sweep)
  scrapes.close()
  await sendSpans()
  await front
    .unregister()
    .catch((error) => reportFailure('This process could not be removed from the register.', error))
  await app.close()
}
