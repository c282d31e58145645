import { request } from 'node:https'

export interface Answered {
  /** 0 where the connection broke. */
  status: number
  /** By Foyer, not by what stands in front. */
  isOurs: boolean
  location: string
  body: string
}

interface Asked {
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  /** From which the connection comes. */
  localAddress?: string
}

/** Each request on a connection of its own, to localhost at this port. */
export class HttpsCaller {
  readonly origin: string
  private readonly port: number
  private readonly ca: string

  constructor(port: number, ca: string) {
    this.origin = `https://localhost:${port}`
    this.port = port
    this.ca = ca
  }

  call(path: string, asked: Asked = {}): Promise<Answered> {
    const { port, ca } = this
    const { body = '', headers, ...options } = asked
    const target = { ...options, port, ca, path, host: '127.0.0.1', servername: 'localhost', agent: false }
    const own = { host: `localhost:${port}`, 'content-length': Buffer.byteLength(body) }
    return new Promise((resolve) => {
      const broken = (error: Error) =>
        resolve({ status: 0, isOurs: false, location: '', body: error.message })
      const sent = request({ ...target, headers: { ...own, ...headers } }, (response) => {
        const { statusCode: status = 0, headers: answered } = response
        const isOurs = answered['x-request-id'] !== undefined
        const location = answered.location ?? ''
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
        response.once('error', broken).once('end', () => resolve({ status, isOurs, location, body: text }))
      })
      sent.once('error', broken).end(body)
    })
  }
}
