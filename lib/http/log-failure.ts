import { log } from '@/lib/log'

/** An unexpected error. @returns what the caller is told */
export function logFailure(api: string, error: unknown, request: Request): string {
  const requestId = request.headers.get('x-request-id')
  log().error({ part: api, requestId, err: error }, 'A request failed.')
  return `Something went wrong here. Reference: ${requestId ?? 'none'}`
}
