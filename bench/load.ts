import { Agent, request } from 'node:http'

export interface Call {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  body?: string
  /** Any 2xx unless it is named. */
  status?: number
  /** Throws where the answer is not what is measured. */
  validate?: (text: string) => void
}

/** What one connection sends next. */
export type NextCall = () => Call

export interface Load {
  port: number
  /** One for each connection. */
  connections: readonly NextCall[]
  seconds: number
}

export interface Answered {
  seconds: number
  /** How long each answer took, in milliseconds. */
  latencies: number[]
}

/**
 * Sends requests over so many connections, each as soon as its last answer is there.
 * @throws when an answer is a refusal: a bench that counts refusals measures nothing
 */
export async function load({ port, connections, seconds }: Load): Promise<Answered> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections.length })
  const begun = performance.now()
  const until = begun + seconds * 1000
  const latencies: number[] = []
  const each = connections.map(async (next) => {
    while (performance.now() < until) {
      const call = next()
      const sent = performance.now()
      const text = await send({ agent, port }, call)
      latencies.push(performance.now() - sent)
      call.validate?.(text)
    }
  })
  try {
    await Promise.all(each)
    return { seconds: (performance.now() - begun) / 1000, latencies }
  } finally {
    agent.destroy()
  }
}

/** One request, over a connection of its own. */
export async function callOnce(port: number, call: Call): Promise<string> {
  const agent = new Agent()
  try {
    return await send({ agent, port }, call)
  } finally {
    agent.destroy()
  }
}

function send({ agent, port }: { agent: Agent; port: number }, call: Call): Promise<string> {
  const { method, path, body, status } = call
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const headers = { ...call.headers, ...length }
    const sent = request({ agent, port, host: '127.0.0.1', path, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const { statusCode = 0 } = response
        const isExpected =
          status === undefined ? statusCode >= 200 && statusCode < 300 : statusCode === status
        if (isExpected) resolve(text)
        else reject(new Error(`${method} ${path} answered ${statusCode}: ${text.slice(0, 300)}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
