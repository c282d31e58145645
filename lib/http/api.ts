import { z } from 'zod'
import {
  authorize,
  type OrganizationAccess,
  type OrganizationActor,
  type Permission,
  type TenantAccess,
} from '@/lib/access'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { isAbsentFor } from '@/lib/db/request-context'
import { isNotFound } from '@/lib/errors'
import { answering, notFoundProblem } from './api-answer'
import { bodyOf, pathParameters, queryOf } from './api-input'
import type { Bearer } from './bearer'
import { takesFields, type RequestContext, type Handler, type Operation } from './operation'
import { assertAccess } from './assert-access'
import { fieldsQuery, type Choice } from './auth0/fields'
import { insufficientScope, noOrganization, problemAnswer, validated, type ApiProblem } from './auth0/problem'

type Schema = z.ZodType

interface RequestInput<Q extends Schema, B extends Schema> {
  params: Record<string, string>
  query: z.output<Q>
  body: z.output<B>
  choice: Choice | null
  tenant: Tenant
  isBound: boolean
  /** For parts of an answer that require more scopes. */
  scopes: ReadonlySet<string>
}

interface Definition<P extends Permission, Q extends Schema, B extends Schema> extends Operation {
  any: readonly [P, ...P[]]
  query?: Q
  body?: B
  absent?: () => ApiProblem
  /** GET at the same path, for If-Match. */
  current?: Handler
}

const largestBody = 100 * 1024
const nothing = z.object({})

/** A token bound to an organization gets 404. */
export function tenantRoute<
  P extends Permission,
  Q extends Schema = typeof nothing,
  B extends Schema = typeof nothing,
>(
  definition: Omit<Definition<P, Q, B>, 'kind' | 'bound'> & {
    run: (access: TenantAccess<P>, input: RequestInput<Q, B>) => Promise<unknown>
  },
): Handler {
  return answering({ ...definition, kind: 'tenant' }, async (context) => {
    const { tenant, bearer } = context
    if (bearer.organizationId !== null) throw notFoundProblem()
    const permission = permissionIn(bearer, definition.any)
    const { caller, scopes: permissions } = bearer
    const access = authorize(
      { kind: 'tenant', tenantId: tenant.id, caller, permissions } as const,
      permission,
    )
    const input = await inputOf(context, definition)
    const run = () => definition.run(access, input)
    return { run, confirm: () => assertAccess(access, null), choice: input.choice }
  })
}

/** For a token bound to this organization, or one of tenant level, to which no grant rules apply. */
export function orgRoute<
  P extends Permission,
  Q extends Schema = typeof nothing,
  B extends Schema = typeof nothing,
>(
  definition: Omit<Definition<P, Q, B>, 'kind'> & {
    run: (access: OrganizationAccess<P>, input: RequestInput<Q, B>) => Promise<unknown>
  },
): Handler {
  const { absent = noOrganization, bound = 'same' } = definition
  return answering({ ...definition, absent, kind: 'organization' }, async (context) => {
    const { bearer, tenant } = context
    const { id = '' } = pathParameters(context.params)
    const isBound = bearer.organizationId !== null
    if (isBound && (bearer.organizationId !== id || bound === 'never')) throw noOrganization()
    const needed = isBound && bound === 'any' ? [] : [permissionIn(bearer, definition.any)]
    const access = authorize(actorIn(tenant, bearer, id), ...needed)
    const input = await withOrganizationFirst(access, inputOf(context, definition))
    const run = () =>
      definition.run(access, input).catch(async (error: unknown) => {
        if (isNotFound(error) && !isAbsentFor(access, error)) await assertOrganization(access)
        throw error
      })
    return { run, confirm: () => assertOrganization(access), choice: input.choice }
  })
}

export function noOperation(): Response {
  return problemAnswer(notFoundProblem())
}

function actorIn({ id: tenantId }: Tenant, bearer: Bearer, organizationId: string): OrganizationActor {
  const { caller, scopes: permissions } = bearer
  const actor = { kind: 'organization', tenantId, organizationId, caller, permissions } as const
  return bearer.organizationId === null ? { ...actor, isTenantLevel: true } : actor
}

/** @throws ApiProblem 403 */
function permissionIn<P extends Permission>({ scopes }: Bearer, any: readonly P[]): P {
  const permission = any.find((name) => scopes.has(name))
  if (permission === undefined) throw insufficientScope(any)
  return permission
}

async function inputOf<Q extends Schema, B extends Schema>(
  { request, params, tenant, bearer }: RequestContext,
  { query, body, largest = largestBody, ...of }: { query?: Q; body?: B; largest?: number; answer?: Schema },
): Promise<RequestInput<Q, B>> {
  const given = queryOf(request)
  return {
    tenant,
    params: pathParameters(params),
    query: validated('query', query ?? nothing, given) as z.output<Q>,
    choice: takesFields(request.method, of) ? validated('query', fieldsQuery, given) : null,
    body: (body === undefined
      ? {}
      : validated('body', body, await bodyOf(request, body, largest))) as z.output<B>,
    isBound: bearer.organizationId !== null,
    scopes: bearer.scopes,
  }
}

/** A missing organization is reported before invalid input. */
async function withOrganizationFirst<T>(access: OrganizationAccess, input: Promise<T>): Promise<T> {
  return input.catch(async (error: unknown) => {
    await assertOrganization(access)
    throw error
  })
}

/** @throws ApiProblem 404 in the organization’s words, which may differ from those of what is in it */
async function assertOrganization(access: OrganizationAccess): Promise<void> {
  await assertAccess(access, null).catch((error: unknown) => {
    throw isNotFound(error) ? noOrganization() : error
  })
}
