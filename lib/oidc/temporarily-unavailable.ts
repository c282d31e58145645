import { isUnavailable } from '@/lib/errors'
import { busyHtml } from '@/lib/web/plain-page'
import { refusedRequest } from '@/lib/request-state'

/** 503 as a page or `temporarily_unavailable`. Libraries hide the errors of reads, so the request’s state decides. */
export async function orTemporarilyUnavailable(
  request: Request,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    const response = await work()
    return refusedRequest()?.status === 503 ? temporarilyUnavailable(request) : response
  } catch (error) {
    if (!isUnavailable(error) && refusedRequest()?.status !== 503) throw error
    return temporarilyUnavailable(request)
  }
}

function temporarilyUnavailable(request: Request): Response {
  const headers = { 'cache-control': 'no-store', 'retry-after': '5' }
  const nonce = request.headers.get('x-nonce')
  if (nonce !== null && request.headers.get('accept')?.includes('text/html'))
    return new Response(busyHtml(nonce), {
      status: 503,
      headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
    })
  const problem = {
    error: 'temporarily_unavailable',
    error_description: 'The service is busy right now. Try again in a moment.',
  }
  return Response.json(problem, { status: 503, headers })
}
