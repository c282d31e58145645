import { isIPv6 } from 'node:net'

/** Where this process reaches itself. `host` is what it listens on. */
export function loopbackOrigin(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${isIPv6(name) ? `[${name}]` : name}:${port}`
}
