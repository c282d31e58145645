import { DomainError, type ErrorCode } from '@/lib/errors'
import { withRequestOrigin } from '@/lib/web/origin'

const statuses: Partial<Record<ErrorCode, number>> = {
  sign_in_again: 401,
  not_found: 404,
  too_many: 429,
  unavailable: 503,
}

/** For scripts of our own pages; refusals are `{ message }`. */
export async function javascriptResponse(work: () => Promise<object>): Promise<Response> {
  const headers = { 'cache-control': 'no-store' }
  try {
    return Response.json(await withRequestOrigin(work), { headers })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const { message, code, retryAfter } = error
    const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
    return Response.json({ message }, { status: statuses[code] ?? 400, headers: { ...headers, ...wait } })
  }
}
