/** What every answer carries, whoever gives it: pages, refusals at the front door, static files. */
export const fixedHeaders = {
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
}

/** For answers that are no page: nothing in them may load or run anything. */
export const nothingLoads = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" }

export const onlyByHttps = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
