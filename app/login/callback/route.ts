import { seeOther } from '@/lib/oidc/federation/see-other'
import { takeAnswer } from '@/lib/oidc/federation/take-answer'

/** Where every provider sends people back. */
export async function GET(request: Request): Promise<Response> {
  return seeOther(await takeAnswer(new URL(request.url).searchParams))
}

/** A look ahead uses nothing up. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}
