import { NextRequest } from 'next/server'
import { withOrigin } from '@/lib/db/events'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { DomainError } from '@/lib/errors'
import { takePlace } from './api-limits'
import { ifMatch, tagOf } from './api-match'
import { once, type Answer } from './api-once'
import { bearerOf, type Bearer } from './bearer'
import type { Handler, Operation, RouteContext } from './operation'
import { originOf } from './origin'
import { pinnedTenant } from './tenant'
import { withFields } from './wire/fields'
import { ApiProblem, problemAnswer, problemOf } from './wire/problem'

/** A request whose token was believed. */
export interface Asking {
  request: NextRequest
  context: RouteContext
  tenant: Tenant
  bearer: Bearer
}

interface Described extends Operation {
  absent?: () => ApiProblem
  current?: Handler
}

interface Work {
  /** That the caller may do this at all, as of now. @throws ApiProblem 403, 404 */
  assertAdmitted: (asking: Asking) => Promise<void>
  work: (asking: Asking) => Promise<unknown>
}

/** An operation as Next calls it: its caller known, its place under the limits taken, its answer in Auth0’s form. */
export function answering({ absent = nothingThere, current, ...operation }: Described, work: Work): Handler {
  async function handler(request: NextRequest, context: RouteContext): Promise<Response> {
    const headers = new Headers({ 'cache-control': 'no-store' })
    const requestId = request.headers.get('x-request-id')
    if (requestId) headers.set('x-request-id', requestId)
    return withOrigin(originOf(request.headers), async () => {
      try {
        const tenant = await pinnedTenant(request.headers)
        const bearer = await bearerOf(request, tenant)
        await takePlace(tenant, bearer, headers)
        const asking = { request, context, tenant, bearer }
        return written(await done(asking, { operation, current }, work), headers)
      } catch (error) {
        return problemAnswer(
          isNotFound(error) ? absent() : (problemOf(error) ?? ours(error, requestId)),
          headers,
        )
      }
    })
  }
  return Object.assign(handler, { operation })
}

function done(
  asking: Asking,
  { operation, current }: { operation: Operation; current: Handler | undefined },
  { assertAdmitted, work }: Work,
): Promise<Answer> {
  const { request, context, tenant, bearer } = asking
  const { status = 200 } = operation
  const admitted = () => assertAdmitted(asking)
  async function present(get: Handler): Promise<Response> {
    await admitted()
    return get(new NextRequest(request.nextUrl.href, { headers: request.headers }), context)
  }
  const { clientId, caller, organizationId } = bearer
  const asker = JSON.stringify([clientId, caller, organizationId])
  return once(request, { tenant, caller: asker, assertAdmitted: admitted }, () =>
    ifMatch(request, { tenant, current: current && (() => present(current)) }, async () => {
      const body = bodyIn(await work(asking))
      const { searchParams } = request.nextUrl
      const choice = {
        fields: searchParams.get('fields'),
        include_fields: searchParams.get('include_fields'),
      }
      return { status, body: body && request.method === 'GET' ? withFields(body, choice) : body }
    }),
  )
}

function bodyIn(result: unknown): object | undefined {
  return typeof result === 'object' && result !== null ? result : undefined
}

function written({ status, body }: Answer, headers: Headers): Response {
  if (body === undefined) return new Response(null, { status, headers })
  const text = JSON.stringify(body)
  headers.set('content-type', 'application/json; charset=utf-8')
  // A warning is of this answer alone: GET will not say it again.
  const isAsGetSays = !Array.isArray(body) && !('warnings' in body)
  if (isAsGetSays && status === 200) headers.set('etag', tagOf(text))
  return new Response(text, { status, headers })
}

export function nothingThere(): ApiProblem {
  return new ApiProblem(404, 'Not Found')
}

/** A bug: told to whoever runs the house, and not to the caller. */
function ours(error: unknown, requestId: string | null): ApiProblem {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`api: request ${requestId ?? 'without an id'}: ${what}\n`)
  return new ApiProblem(500, `Something went wrong here. Reference: ${requestId ?? 'none'}`, {
    errorCode: 'internal_error',
  })
}

function isNotFound(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'not_found'
}
