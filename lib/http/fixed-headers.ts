import type { ServerResponse } from 'node:http'

export const fixedHeaders = {
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
}

/** For answers other than pages. */
export const nothingLoads = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" }

/** For all answers of a tenant whose URL is https. */
export const onlyByHttps = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }

/** Next answers trailing slashes, static files and errors without proxy.ts. `pinned`: headers after admission. */
export function completeHeaders(response: ServerResponse, pinned: Record<string, string | undefined>): void {
  const writeHead = response.writeHead.bind(response)
  const isHttps = pinned['x-forwarded-proto'] === 'https'
  const defaults = {
    ...fixedHeaders,
    ...nothingLoads,
    ...(isHttps ? onlyByHttps : {}),
    'cache-control': 'no-store',
  }
  Object.assign(response, {
    writeHead(...given: unknown[]): unknown {
      for (const [name, value] of Object.entries(defaults)) {
        const isOverruled = name === 'x-frame-options' && namesAncestors(response)
        if (!isOverruled && !response.hasHeader(name)) response.setHeader(name, value)
      }
      return Reflect.apply(writeHead, undefined, given)
    },
  })
}

/** `frame-ancestors` can name origins, which X-Frame-Options cannot. */
function namesAncestors(response: ServerResponse): boolean {
  const policy = String(response.getHeader('content-security-policy') ?? '')
  return /frame-ancestors (?!'none')/.test(policy)
}
