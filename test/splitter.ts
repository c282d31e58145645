import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where each kind of request goes. */
interface Ports {
  pages: number
  files: number
  posts: number
}

export interface Splitter {
  origin: string
  /** Otherwise everything goes to the process that gets the posts. */
  isSplit: boolean
  stop: () => Promise<void>
}

/** A load balancer before two processes: pages come from one, posts go to the other. */
export async function startSplitter(ports: Ports): Promise<Splitter> {
  const server = createServer((arrived, answer) => {
    const { method = 'GET', url: path = '/', headers } = arrived
    const port = splitter.isSplit ? ports[kindOf(method, path)] : ports.posts
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
    })
    sent.on('error', () => answer.destroy())
    arrived.pipe(sent)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const splitter: Splitter = {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    isSplit: false,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return splitter
}

function kindOf(method: string, path: string): keyof Ports {
  if (method !== 'GET') return 'posts'
  return path.startsWith('/_next/static/') ? 'files' : 'pages'
}
