import { withOrigin } from '@/lib/db/events'
import { originOf } from '@/lib/web/origin'
import { currentSession } from '@/lib/web/session'
import { pinnedTenant } from '@/lib/web/tenant'
import { answer } from './response'
import { normalizeRequest } from './normalize-request'
import type { OidcRequest } from './request'
import { orTemporarilyUnavailable } from './temporarily-unavailable'
import { withPolicy } from './web-message'

export async function oidc(raw: Request): Promise<Response> {
  return withPolicy(raw, await orTemporarilyUnavailable(raw, () => answerOf(raw)))
}

async function answerOf(raw: Request): Promise<Response> {
  const tenant = await pinnedTenant(raw.headers)
  const prepared = await normalizeRequest(raw, tenant)
  if (prepared instanceof Response) return prepared
  const isFront = prepared.url.pathname.startsWith('/authorize')
  const session = isFront ? await currentSession() : null
  const request: OidcRequest = {
    tenant,
    session,
    organization: prepared.organization,
    scope: prepared.scope,
  }
  return await withOrigin(originOf(raw.headers), () => answer(prepared, request))
}
