import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { pinnedTenant } from '@/lib/web/tenant'
import { myOrganizationApplications } from '@/lib/web/my-organization-applications'
import { noOperation, problemAnswer } from './problem'

/** For pages of the applications that may use the API. Without credentials: a token is no cookie. */
export async function allowOrigin(tenant: Tenant, request: Request, headers: Headers): Promise<void> {
  headers.append('vary', 'Origin')
  const origin = request.headers.get('origin')
  if (origin === null || !(await isAllowed(tenant, origin))) return
  headers.set('access-control-allow-origin', origin)
  const shown = ['limit', 'remaining', 'reset'].map((name) => `x-ratelimit-${name}`)
  headers.set('access-control-expose-headers', [...shown, 'retry-after', 'x-request-id'].join(', '))
}

/** A preflight carries no token, so any of the tenant’s applications will do. */
export async function answerPreflight(request: Request, methods: readonly string[]): Promise<Response> {
  const allow = [...new Set([...methods, 'OPTIONS'])].sort().join(', ')
  const headers = new Headers({ allow, 'cache-control': 'no-store' })
  await allowOrigin(await pinnedTenant(request.headers), request, headers)
  if (headers.has('access-control-allow-origin')) {
    headers.set('access-control-allow-methods', allow)
    headers.set(
      'access-control-allow-headers',
      'Authorization, Content-Type, Auth0-Client, Auth0-Custom-Domain, DPoP',
    )
    headers.set('access-control-max-age', '600')
  }
  return new Response(null, { status: 204, headers })
}

/** For a path or method that the API does not have. */
export async function answerUnknown(request: Request): Promise<Response> {
  const answer = problemAnswer(noOperation())
  await allowOrigin(await pinnedTenant(request.headers), request, answer.headers)
  return answer
}

async function isAllowed(tenant: Tenant, origin: string): Promise<boolean> {
  const applications = await myOrganizationApplications(tenant.id)
  return applications.some(({ origins }) => origins.includes(origin))
}
