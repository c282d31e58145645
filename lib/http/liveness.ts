import { fixedHeaders, nothingLoads } from './fixed-headers.ts'

const body = '{"status":"ok"}'

/** What the process says of itself as soon as it is asked: it runs. */
export const alive = {
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

export function asksWhetherAlive({ method = '', url = '' }: { method?: string; url?: string }): boolean {
  return /^(GET|HEAD)$/.test(method) && /^\/api\/health\/live(\?|$)/.test(url)
}
