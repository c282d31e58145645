const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a ticket may be sent there. It is a secret: it travels by https, or stays on the machine. */
export function isSafeRoute(uri: string): boolean {
  const url = URL.parse(uri)
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname))
}
