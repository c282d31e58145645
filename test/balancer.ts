import { Agent, createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export interface Balancer {
  port: number
  url: string
  /** Sends requests to these ports of 127.0.0.1 while a process there is ready. */
  useTargets: (ports: readonly number[]) => void
  /** Until the last check of the process at this port has this result. */
  waitUntil: (port: number, result: 'ready' | 'not ready') => Promise<void>
  stop: () => Promise<void>
}

interface Target {
  port: number
  agent: Agent
  isReady: boolean
  /** Its check is under way. */
  isChecked: boolean
}

const checkMilliseconds = 250
const checkTimeoutMilliseconds = 2000

/**
 * An HTTP reverse proxy that does what HAProxy does by default: it checks readiness, takes the ready processes in turn,
 * keeps connections to them open, and answers 502 itself where one of them fails a request, which it does not repeat.
 */
export async function startBalancer(): Promise<Balancer> {
  let targets: Target[] = []
  let turn = 0
  const server = createServer((incoming, outgoing) => {
    const ready = targets.filter(({ isReady }) => isReady)
    const target = ready[turn++ % ready.length]
    if (target) forward(target, incoming, outgoing)
    else refuse(outgoing, 503, 'No process is ready.')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const checks = setInterval(() => void Promise.all(targets.map(check)), checkMilliseconds)
  return {
    port,
    url: `http://localhost:${port}`,
    useTargets: (ports) => {
      closeAgents(targets)
      targets = ports.map((port) => ({
        port,
        agent: new Agent({ keepAlive: true }),
        isReady: false,
        isChecked: false,
      }))
    },
    waitUntil: async (port, result) => {
      const hasResult = () =>
        targets.some((target) => target.port === port && target.isReady === (result === 'ready'))
      while (!hasResult()) await pause(20)
    },
    stop: async () => {
      clearInterval(checks)
      closeAgents(targets)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function closeAgents(targets: readonly Target[]): void {
  for (const { agent } of targets) agent.destroy()
}

/** On a connection of its own, as HAProxy does. */
async function check(target: Target): Promise<void> {
  if (target.isChecked) return
  target.isChecked = true
  const wasReady = target.isReady
  // Two failures in succession, as `fall 2`: one may be a busy machine’s.
  target.isReady = (await isReady(target.port)) || (wasReady && (await isReady(target.port)))
  target.isChecked = false
}

async function isReady(port: number): Promise<boolean> {
  const signal = AbortSignal.timeout(checkTimeoutMilliseconds)
  const headers = { connection: 'close' }
  try {
    return (await fetch(`http://127.0.0.1:${port}/api/health/ready`, { headers, signal })).status === 200
  } catch {
    return false
  }
}

function forward({ port, agent }: Target, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url, headers: given } = incoming
  // Of the connection between the client and the balancer.
  const { connection: _, 'keep-alive': __, ...headers } = given
  headers['x-forwarded-for'] ??= incoming.socket.remoteAddress
  const passed = send({ port, host: '127.0.0.1', method, path: url, headers, agent }, (response) => {
    const { connection: _, 'keep-alive': __, ...answered } = response.headers
    outgoing.writeHead(response.statusCode ?? 502, answered)
    response.once('error', () => outgoing.destroy()).pipe(outgoing)
  })
  passed.once('error', (error) => refuse(outgoing, 502, `The process at ${port} failed: ${error.message}`))
  outgoing.once('close', () => outgoing.writableFinished || passed.destroy())
  incoming.pipe(passed)
}

function refuse(outgoing: ServerResponse, status: number, reason: string): void {
  if (outgoing.headersSent) outgoing.destroy()
  else outgoing.writeHead(status, { 'content-type': 'text/plain' }).end(reason)
}
