import { Agent, request } from 'node:http'
import { z } from 'zod'

/** What one connection sends next, and what it does with the answer. */
export type NextForm = () => { form: Record<string, string>; took?: (answer: TokenAnswer) => void }

export interface Load {
  port: number
  host: string
  connections: number
  seconds: number
  /** One for each connection. */
  forms: readonly NextForm[]
}

const tokenAnswer = z.object({ access_token: z.string(), refresh_token: z.string().optional() })
type TokenAnswer = z.infer<typeof tokenAnswer>

/**
 * Asks for tokens over so many connections, each as soon as its last answer is there. Returns how many came.
 * @throws when an answer holds none: a bench that counts refusals measures nothing
 */
export async function callTokenEndpoint({ port, host, connections, seconds, forms }: Load): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const until = performance.now() + seconds * 1000
  const each = forms.map(async (next) => {
    let tokens = 0
    while (performance.now() < until) {
      const { form, took } = next()
      const answer = await post({ agent, port, host, body: new URLSearchParams(form).toString() })
      took?.(answer)
      tokens++
    }
    return tokens
  })
  try {
    return (await Promise.all(each)).reduce((sum, tokens) => sum + tokens, 0)
  } finally {
    agent.destroy()
  }
}

interface Post {
  agent: Agent
  port: number
  host: string
  body: string
}

function post({ agent, port, host, body }: Post): Promise<TokenAnswer> {
  return new Promise((resolve, reject) => {
    const headers = {
      host,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
    }
    const options = { agent, port, host: '127.0.0.1', path: '/oauth/token', method: 'POST', headers }
    const sent = request(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        if (response.statusCode === 200) resolve(tokenAnswer.parse(JSON.parse(text)))
        else reject(new Error(`Foyer answered ${response.statusCode}: ${text.slice(0, 300)}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
