import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'

// Serves the file of a quick start as Next serves an API route, without building an application.
interface Route {
  GET: (request: IncomingMessage, response: ServerResponse) => Promise<unknown>
}

const { GET: handle } = (await import(pathToFileURL(process.argv[2] ?? '').href)) as Route
const { NEXTAUTH_URL: origin = '' } = process.env

createServer((request, response) => {
  void answer(request, response)
}).listen(new URL(origin).port, () => {
  process.stdout.write('Ready')
})

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '', origin)
  const cookies: Record<string, string> = {}
  for (const cookie of (request.headers.cookie ?? '').split('; ')) {
    const [name = '', value = ''] = cookie.split(/=(.*)/)
    cookies[name] = decodeURIComponent(value)
  }
  const parsed = Object.assign(request, {
    query: { ...Object.fromEntries(searchParams), nextauth: pathname.split('/').slice(3) },
    cookies,
    body: Object.fromEntries(new URLSearchParams(await text(request))),
  })
  const send = (body: unknown) => response.end(typeof body === 'string' ? body : JSON.stringify(body))
  const status = (code: number) => Object.assign(response, { statusCode: code })
  await handle(parsed, Object.assign(response, { status, send, json: send }))
}
