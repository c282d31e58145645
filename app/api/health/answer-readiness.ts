import { failingPart } from '@/lib/http/readiness'

/** With `details` in the body. */
export async function answerReadiness(details: { version?: string } = {}): Promise<Response> {
  const failing = await failingPart()
  const headers = { 'cache-control': 'no-store' }
  return failing === null
    ? Response.json({ status: 'ok', ...details }, { headers })
    : Response.json(
        { status: 'failing', failing, ...details },
        { status: 503, headers: { ...headers, 'retry-after': '5' } },
      )
}
