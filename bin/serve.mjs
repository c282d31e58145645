import { EventEmitter } from 'node:events'
import { IncomingMessage, createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { parseEnv } from '../lib/env.ts'
import { stopIfUnused } from './embedded-postgres.mjs'

const dev = process.argv.includes('--dev')
const bodyCapInBytes = 6 * 1024 * 1024
const patienceInMilliseconds = 15_000
const patienceAtTheStart = 60_000

process.env.NODE_ENV = dev ? 'development' : 'production'
process.env.NEXT_TELEMETRY_DISABLED = '1'
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})

let stopping = false
let product
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(event, () => void stop())
process.on('disconnect', () => void stop({ orphaned: true }))

try {
  const settings = parseEnv(process.env)
  product = await open(settings)
  if (!stopping) process.send?.({ ready: settings.foyerUrl })
} catch (error) {
  console.error(error.message)
  process.exit(1)
}

async function open({ host, port }) {
  const { default: next } = await import('next')
  // Next listens for upgrades here, and not on the server, where it would leave those it does not know open for ever.
  const upgrades = new EventEmitter()
  const app = next({ dev, hostname: host, port, dir: process.cwd(), httpServer: upgrades })
  const opened = new Promise((resolve) => (globalThis[Symbol.for('foyer.front')] = resolve))
  await app.prepare()
  const front = await Promise.race([opened, pause(patienceAtTheStart)])
  if (!front) throw new Error('instrumentation.ts did not open the front door.')
  const handle = app.getRequestHandler()
  // Idle connections are kept longer than proxies do, which would else send a request on one that is just closing.
  const limits = {
    ...{ requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: 5_000 },
    keepAliveTimeout: 75_000,
  }
  const server = createServer(
    limits,
    (request, response) => void answer({ front, handle }, request, response),
  )
  const sockets = dev ? takeUpgrades(server, upgrades) : new Set()
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  return { app, front, server, sockets }
}

// Reloading in development is the one thing that speaks WebSocket; elsewhere Node ignores the wish to upgrade.
function takeUpgrades(server, upgrades) {
  const sockets = new Set()
  server.on('upgrade', (request, socket, head) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    if (request.url.startsWith('/_next/hmr')) upgrades.emit('upgrade', request, socket, head)
    else socket.destroy()
  })
  return sockets
}

async function answer({ front, handle }, request, response) {
  const { method, url, headers, socket } = request
  const arrival = { method, url, headers, remoteAddress: socket.remoteAddress }
  headers['x-request-id'] = front.requestId(arrival)
  response.setHeader('x-request-id', headers['x-request-id'])
  try {
    capBody(request, response, () => front.refusal(arrival, 'tooLarge'))
    const admission = await front.admit(arrival)
    if (response.headersSent) return
    if (admission.refuse) return refuse(response, admission.refuse)
    assignHeaders(request, admission.headers)
    correct(response, (status) => front.correction(arrival, status))
    if (!admission.holdsBody) return await handle(request, response)
    const bytes = await readBody(request)
    if (!bytes || response.headersSent) return
    const judged = await front.judgeBody(arrival, bytes)
    if (judged) return refuse(response, judged.refuse)
    await handle(withBody(request, bytes), response)
  } catch (error) {
    console.error(`request ${headers['x-request-id']}:`, error)
    refuse(response, front.refusal(arrival, 'notNow'))
  }
}

// The line stays open: closed on what is still being sent, it would be reset, and the answer lost.
function refuse(response, { status, headers, body }) {
  if (response.headersSent) return response.destroy()
  response.writeHead(status, headers).end(body)
}

// Next is about to answer so; what it then ends has ended already.
function correct(response, correction) {
  const { writeHead } = response
  response.writeHead = function (status, ...rest) {
    response.writeHead = writeHead
    const instead = correction(status)
    if (!instead) return writeHead.call(this, status, ...rest)
    refuse(response, instead)
    return this
  }
}

// Null when whoever sent it has gone, or it was too large.
async function readBody(request) {
  const chunks = []
  try {
    for await (const chunk of request) chunks.push(chunk)
  } catch {
    return null
  }
  return new Uint8Array(Buffer.concat(chunks))
}

// A body can be read once; Next gets a request that holds it again.
function withBody(request, bytes) {
  const again = new IncomingMessage(request.socket)
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request
  Object.assign(again, { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor })
  again.push(bytes)
  again.push(null)
  again.complete = true
  return again
}

function assignHeaders(request, headers) {
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) Reflect.deleteProperty(request.headers, name)
    else request.headers[name] = value
  }
}

// A chunked body does not say its length beforehand. It is answered as soon as it is too large; the line is closed, and
// whoever waits for the rest told so, once all of it has come.
function capBody(request, response, refusal) {
  let size = 0
  request.push = function push(chunk, encoding) {
    size += chunk?.length ?? 0
    if (size <= bodyCapInBytes) return IncomingMessage.prototype.push.call(this, chunk, encoding)
    if (!response.headersSent) {
      const { status, headers, body } = refusal()
      response.writeHead(status, { ...headers, connection: 'close' }).write(body)
    }
    if (chunk === null) response.once('finish', () => request.destroy()).end()
    return true
  }
}

/** Lets the requests under way finish; an orphan also stops the embedded database that nobody else uses. */
async function stop({ orphaned = false } = {}) {
  if (stopping) return
  stopping = true
  await Promise.race([closeProduct(), pause(patienceInMilliseconds)])
  if (orphaned && process.env.FOYER_EMBEDDED) await stopIfUnused(process.env.FOYER_DATA).catch(() => {})
  process.exit(0)
}

async function closeProduct() {
  if (!product) return
  const { app, front, server, sockets } = product
  await front.shutdown().catch((error) => console.error(error))
  const closed = new Promise((resolve) => server.close(resolve))
  for (const socket of sockets) socket.destroy()
  if (dev) server.closeAllConnections()
  const sweep = setInterval(() => server.closeIdleConnections(), 100)
  await closed
  clearInterval(sweep)
  await app.close()
}
