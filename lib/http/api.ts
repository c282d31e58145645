import type { NextRequest } from 'next/server'
import { z } from 'zod'
import {
  authorize,
  type OrganizationAccess,
  type OrganizationActor,
  type Permission,
  type TenantAccess,
} from '@/lib/access'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { DomainError, notFound } from '@/lib/errors'
import { bearerOf, type Bearer } from './bearer'
import { withRequestOrigin } from './origin'
import { currentTenant } from './tenant'
import {
  ApiProblem,
  insufficientScope,
  noOrganization,
  problemAnswer,
  problemOf,
  validated,
} from './wire/problem'

/** What a run answers: a status, and a body where there is one. */
export interface Answer {
  status?: number
  body?: object
}

type Params = Record<string, string>
type Handler = (request: NextRequest, context: { params: Promise<Params> }) => Promise<Response>
type Schema = z.ZodType

interface Asked<Q extends Schema, B extends Schema> {
  params: Params
  query: z.output<Q>
  body: z.output<B>
  tenant: Tenant
  /** Whether the token is for one organization alone. */
  isBound: boolean
}

interface Definition<P extends Permission, Q extends Schema, B extends Schema> {
  /** Any of them will do: Auth0’s scopes of the operation. */
  any: readonly [P, ...P[]]
  query?: Q
  body?: B
  /** What is said where the thing itself, or the organization around it, is not there. */
  absent?: () => ApiProblem
}

const bodyCapInBytes = 100 * 1024
const nothing = z.object({})

/** An operation of the whole tenant: who → may → valid → do → answer. A token bound to an organization sees a 404. */
export function tenantRoute<
  P extends Permission,
  Q extends Schema = typeof nothing,
  B extends Schema = typeof nothing,
>(
  definition: Definition<P, Q, B> & {
    run: (access: TenantAccess<P>, asked: Asked<Q, B>) => Promise<Answer>
  },
): Handler {
  return (request, context) =>
    answered(definition.absent, async () => {
      const { tenant, bearer, permission } = await admitted(request, definition.any)
      if (bearer.organizationId !== null) throw notFound()
      const actor = {
        kind: 'tenant',
        tenantId: tenant.id,
        caller: bearer.caller,
        held: bearer.scopes,
      } as const
      const access = authorize(actor, permission)
      return definition.run(access, await asked(request, context, { definition, tenant, bearer }))
    })
}

/**
 * An operation on the organization whose id stands in the path: by a token bound to it, or by one of tenant level, which
 * no giving rule binds.
 */
export function orgRoute<
  P extends Permission,
  Q extends Schema = typeof nothing,
  B extends Schema = typeof nothing,
>(
  definition: Definition<P, Q, B> & {
    run: (access: OrganizationAccess<P>, asked: Asked<Q, B>) => Promise<Answer>
  },
): Handler {
  return (request, context) =>
    answered(definition.absent ?? noOrganization, async () => {
      const { tenant, bearer, permission } = await admitted(request, definition.any)
      const { id = '' } = await context.params
      if (bearer.organizationId !== null && bearer.organizationId !== id) throw noOrganization()
      const access = authorize(actorIn(tenant, bearer, id), permission)
      return definition.run(access, await asked(request, context, { definition, tenant, bearer }))
    })
}

/** Where the Management API has nothing. */
export function noOperation(): Response {
  return problemAnswer(nothingThere())
}

function actorIn({ id: tenantId }: Tenant, bearer: Bearer, organizationId: string): OrganizationActor {
  const { caller, scopes: held } = bearer
  const actor = { kind: 'organization', tenantId, organizationId, caller, held } as const
  return bearer.organizationId === null ? { ...actor, exempt: true } : actor
}

/** 401, then 403: the scope of the token that does. */
async function admitted<P extends Permission>(
  request: NextRequest,
  any: readonly P[],
): Promise<{ tenant: Tenant; bearer: Bearer; permission: P }> {
  const tenant = await currentTenant()
  const bearer = await bearerOf(request, tenant)
  const permission = any.find((name) => bearer.scopes.has(name))
  if (permission === undefined) throw insufficientScope(any)
  return { tenant, bearer, permission }
}

async function asked<Q extends Schema, B extends Schema>(
  request: NextRequest,
  context: { params: Promise<Params> },
  { definition, tenant, bearer }: { definition: { query?: Q; body?: B }; tenant: Tenant; bearer: Bearer },
): Promise<Asked<Q, B>> {
  const query = validated('query', definition.query ?? nothing, queryOf(request)) as z.output<Q>
  const given = definition.body === undefined ? {} : await bodyOf(request)
  const body = validated('body', definition.body ?? nothing, given) as z.output<B>
  const params = await context.params
  return { params, query, body, tenant, isBound: bearer.organizationId !== null }
}

/** The last of repeated names counts; a name that ends in [] or repeats on purpose is a list by its schema. */
function queryOf({ nextUrl }: NextRequest): Record<string, string> {
  return Object.fromEntries(nextUrl.searchParams)
}

async function bodyOf(request: NextRequest): Promise<unknown> {
  const bytes = await request.arrayBuffer()
  if (bytes.byteLength > bodyCapInBytes)
    throw new ApiProblem(413, 'The body is larger than 100 KB.', { errorCode: 'payload_too_large' })
  const text = new TextDecoder().decode(bytes)
  if (text === '') return {}
  const type = request.headers.get('content-type') ?? ''
  if (type.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text))
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new ApiProblem(400, 'Invalid JSON in the request’s body.', { errorCode: 'invalid_body' })
  }
}

async function answered(absent = nothingThere, work: () => Promise<Answer>): Promise<Response> {
  try {
    const { status = 200, body } = await withRequestOrigin(work)
    const headers = { 'cache-control': 'no-store' }
    return body === undefined
      ? new Response(null, { status, headers })
      : Response.json(body, { status, headers })
  } catch (error) {
    const problem = isNotFound(error) ? absent() : problemOf(error)
    if (problem === null) throw error
    return problemAnswer(problem)
  }
}

function nothingThere(): ApiProblem {
  return new ApiProblem(404, 'Not Found')
}

function isNotFound(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'not_found'
}
