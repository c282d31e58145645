import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

// Express, as far as the API of a quick start uses it. It is no dependency of this repository.
type Next = () => void
type Step = (request: Request, response: Response, next: Next) => unknown
type Request = IncomingMessage & { get: (name: string) => string | undefined }
type Response = ServerResponse & { status: (code: number) => Response; json: (body: unknown) => void }

export default function express() {
  const routes = new Map<string, Step[]>()
  return {
    get: (path: string, ...steps: Step[]) => routes.set(path, steps),
    /** At the test’s own port. */
    listen: (port: number, onListening: () => void) =>
      createServer((request, response) => {
        const steps = request.method === 'GET' ? routes.get(request.url ?? '') : undefined
        if (steps === undefined) response.writeHead(404).end()
        else run(steps, asked(request), answering(response))
      }).listen(process.env['API_PORT'] ?? port, onListening),
  }
}

function run([step, ...rest]: Step[], request: Request, response: Response): void {
  step?.(request, response, () => {
    run(rest, request, response)
  })
}

function asked(request: IncomingMessage): Request {
  return Object.assign(request, { get: (name: string) => request.headersDistinct[name.toLowerCase()]?.[0] })
}

function answering(response: ServerResponse): Response {
  const answer = Object.assign(response, {
    status: (code: number) => Object.assign(answer, { statusCode: code }),
    json: (body: unknown) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
    },
  })
  return answer
}
