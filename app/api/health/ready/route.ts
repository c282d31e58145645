import { failingPart } from '@/lib/http/readiness'

export async function GET(): Promise<Response> {
  const failing = await failingPart()
  const headers = { 'cache-control': 'no-store' }
  return failing === null
    ? Response.json({ status: 'ok' }, { headers })
    : Response.json(
        { status: 'failing', failing },
        { status: 503, headers: { ...headers, 'retry-after': '5' } },
      )
}
