// A server with faults, for the test of the search: each path has its own.
import { createServer } from 'node:http'

let isFirst = true

const faults = {
  '/quadratic': (length) => work((length / 100_000) ** 2 * 500),
  '/linear': (length) => work((length / 100_000) * 4),
  '/waits': () => new Promise((resolve) => setTimeout(resolve, 400)),
  '/once': () => {
    if (isFirst) work(600)
    isFirst = false
  },
  '/later': () => setTimeout(() => work(250), 0),
  '/stuck': () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  '/ends': () => process.exit(1),
}

const server = createServer(async (request, response) => {
  let length = 0
  for await (const chunk of request) length += chunk.length
  const path = request.url.split('?')[0]
  response.statusCode = { '/fails': 500, '/busy': 503, '/silent': 503 }[path] ?? 200
  if (path === '/busy') response.setHeader('retry-after', '5')
  await faults[path]?.(length)
  response.end()
})
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'))
process.on('SIGTERM', () => process.exit(0))

function work(milliseconds) {
  const end = used() + milliseconds
  while (used() < end) for (let count = 0; count < 1000; count++) Math.sqrt(count)
}

function used() {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
