import { fixedHeaders, nothingLoads } from './fixed-headers.ts'

const body = '{"status":"ok"}'

export const livenessAnswer = {
  status: 200,
  headers: {
    ...fixedHeaders,
    ...nothingLoads,
    'cache-control': 'no-store',
    'content-type': 'application/json',
    'content-length': String(body.length),
  },
  body,
}

export function isLivenessProbe({ method = '', url = '' }: { method?: string; url?: string }): boolean {
  return /^(GET|HEAD)$/.test(method) && /^\/api\/health\/live(\?|$)/.test(url)
}
