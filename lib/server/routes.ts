import { oidc } from '@/lib/oidc/handle'
import { noOperation } from '@/lib/http/api'
import { getOpenapiDocument } from '@/lib/http/operations/openapi/document'
import { operations } from '@/lib/http/operations/table'
import { answerPreflight, answerUnknown } from '@/lib/http/my-organization/cross-origin'
import { getMyOrganizationDocument } from '@/lib/http/my-organization/openapi'
import type { Placed as MyOrganizationPlaced } from '@/lib/http/my-organization/operation'
import { myOrganizationOperations } from '@/lib/http/my-organization/table'
import { receiveResendWebhook } from '@/lib/http/resend-webhook'
import { scimResources } from '@/lib/http/scim/table'
import { noScimResource } from '@/lib/http/scim/scim-route'
import { answerRoute, Router, type Found, type Handle, type Route } from '@/lib/http/router'

const managementApi = '/api/v2'
/** Auth0’s document names the second one, its SDKs the first. */
const myOrganizationApis = ['/my-org', '/my-org/v1']
/** At the path that Auth0 has, and at the short one. */
const scimApis = ['/scim/v2/connections/{connectionId}', '/scim/v2/{connectionId}']

/** Paths that the Management API does not have are answered in its own form. */
const nothing: Route = {
  path: managementApi,
  handlers: sameFor(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], async () => noOperation()),
  otherwise: noOperation,
}

const nothingOfMyOrganization = ofMyOrganization('/my-org', [])

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
  nothingOfMyOrganization,
  ...myOrganizationApis.map((api) => ({
    path: `${api}/openapi.json`,
    handlers: new Map([['GET', getMyOrganizationDocument]]),
    otherwise: answerUnknown,
  })),
  ...myOrganizationApis.flatMap((api) =>
    [...Map.groupBy(myOrganizationOperations, ({ path }) => path)].map(([path, placed]) =>
      ofMyOrganization(`${api}${path}`, placed),
    ),
  ),
  {
    path: '/api/webhooks/resend',
    handlers: new Map([['POST', receiveResendWebhook]]),
    otherwise: notAllowed,
  },
  ...scimApis.flatMap((api) =>
    Object.entries(scimResources).map(([path, handlers]) => ofScim(`${api}${path}`, handlers)),
  ),
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
  return router.find(pathname) ?? foundNothing(pathname)
}

function foundNothing(pathname: string): Found | null {
  if (isWithin(managementApi, pathname)) return { route: nothing, params: {} }
  if (isWithin('/scim', pathname)) return { route: nothingOfScim, params: {} }
  return isWithin('/my-org', pathname) ? { route: nothingOfMyOrganization, params: {} } : null
}

export async function answerProgram(request: Request): Promise<Response> {
  const found = findProgram(new URL(request.url).pathname)
  return found ? answerRoute(found, request) : noOperation()
}

function ofManagementApi(path: string, handlers: readonly (readonly [string, Handle])[]): Route {
  return { path: `${managementApi}${path}`, handlers: new Map(handlers), otherwise: noOperation }
}

/** Its JSON form also for unknown paths: Auth0’s SDK takes any answer below 400 for data. */
function ofMyOrganization(path: string, placed: readonly MyOrganizationPlaced[]): Route {
  const methods = placed.map(({ method }) => method)
  const implied = methods.includes('GET') ? ['HEAD'] : []
  const handlers = new Map<string, Handle>(placed.map(({ method, handler }) => [method, handler]))
  handlers.set('OPTIONS', (request) => answerPreflight(request, [...methods, ...implied]))
  return { path, handlers, otherwise: answerUnknown }
}

function ofScim(path: string, handlers: Readonly<Record<string, Handle>>): Route {
  return { path, handlers: new Map(Object.entries(handlers)), otherwise: noScimResource }
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

function isWithin(path: string, pathname: string): boolean {
  return pathname === path || pathname.startsWith(`${path}/`)
}
