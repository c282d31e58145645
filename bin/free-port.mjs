import { createServer } from 'node:net'

/** Of this machine; 0 finds any. Undefined if the wanted port is taken. */
export function freePort(wanted = 0) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
