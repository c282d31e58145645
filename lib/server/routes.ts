import { oidc } from '@/lib/oidc/handle'
import { noOperation } from '@/lib/http/api'
import { getOpenapiDocument } from '@/lib/http/operations/openapi/document'
import { operations } from '@/lib/http/operations/table'
import { receiveResendWebhook } from '@/lib/http/resend-webhook'
import { scimRoutes } from '@/lib/http/scim/table'
import { noScimResource } from '@/lib/http/scim/scim-route'
import { answerRoute, Router, type Found, type Handle, type Route } from '@/lib/http/router'

const managementApi = '/api/v2'

/** Paths that the Management API does not have are answered in its own form. */
const nothing: Route = {
  path: managementApi,
  handlers: sameFor(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], async () => noOperation()),
  otherwise: noOperation,
}

const router = new Router([
  nothing,
  ofManagementApi('/openapi.json', [['GET', getOpenapiDocument]]),
  ...Map.groupBy(operations, ({ path }) => path)
    .entries()
    .map(([path, placed]) =>
      ofManagementApi(
        path,
        placed.map(({ method, handler }) => [method, handler]),
      ),
    ),
  {
    path: '/api/webhooks/resend',
    handlers: new Map([['POST', receiveResendWebhook]]),
    otherwise: notAllowed,
  },
  ...scimRoutes,
  ofOpenId('/oauth/token', ['POST']),
  ofOpenId('/oauth/introspect', ['POST']),
  ofOpenId('/oauth/revoke', ['POST']),
  ofOpenId('/userinfo', ['GET', 'POST']),
  ofOpenId('/.well-known/jwks.json', ['GET']),
  ofOpenId('/.well-known/openid-configuration', ['GET']),
  ofOpenId('/.well-known/oauth-authorization-server', ['GET']),
])

/** Paths below SCIM’s that it does not have are answered in its form. */
const nothingOfScim: Route = { path: '/scim', handlers: new Map(), otherwise: noScimResource }

export function findProgram(pathname: string): Found | null {
  const found = router.find(pathname)
  if (found) return found
  if (isBelow(managementApi, pathname)) return { route: nothing, params: {} }
  return isBelow('/scim', pathname) ? { route: nothingOfScim, params: {} } : null
}

export async function answerProgram(request: Request): Promise<Response> {
  const found = findProgram(new URL(request.url).pathname)
  return found ? answerRoute(found, request) : noOperation()
}

function ofManagementApi(path: string, handlers: readonly (readonly [string, Handle])[]): Route {
  return { path: `${managementApi}${path}`, handlers: new Map(handlers), otherwise: noOperation }
}

/** CORS preflight: the provider answers OPTIONS. */
function ofOpenId(path: string, methods: readonly string[]): Route {
  const handlers = sameFor([...methods, 'OPTIONS'], oidc)
  return { path, handlers, otherwise: notAllowed }
}

function notAllowed(): Response {
  return new Response(null, { status: 405 })
}

function sameFor(methods: readonly string[], handle: Handle): ReadonlyMap<string, Handle> {
  return new Map(methods.map((method) => [method, handle]))
}

function isBelow(path: string, pathname: string): boolean {
  return pathname === path || pathname.startsWith(`${path}/`)
}
