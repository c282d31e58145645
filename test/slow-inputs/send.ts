import { request } from 'node:http'
import type { Sent } from './entry'

export interface Answer {
  /** Null where the line was closed, or time ran out, without a status. */
  status: number | null
  text: string
  headers: Record<string, string | string[] | undefined>
  milliseconds: number
}

/** Longer answers are cut off here. */
const longestText = 1_000_000

/**
 * Sends one request on a connection of its own. A connection that breaks is no error: a server may close it on what it
 * refuses.
 */
export function send(url: string, { method, path, headers, body }: Sent, patience: number): Promise<Answer> {
  const begun = performance.now()
  const { port, host } = new URL(url)
  return new Promise((resolve) => {
    const answer: Answer = { status: null, text: '', headers: {}, milliseconds: 0 }
    const done = () => {
      clearTimeout(timer)
      asked.destroy()
      resolve({ ...answer, milliseconds: performance.now() - begun })
    }
    const timer = setTimeout(done, patience)
    const length = body === undefined ? {} : { 'content-length': String(body.length) }
    const asked = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      agent: false,
      headers: { host, ...length, ...headers },
    })
    asked.on('error', done).on('response', (response) => {
      answer.status = response.statusCode ?? null
      answer.headers = response.headers
      response.setEncoding('utf8').on('data', (text: string) => {
        if (answer.text.length < longestText) answer.text += text
      })
      response.on('error', done).on('close', done)
    })
    asked.end(body)
  })
}
