import { z } from 'zod'
import {
  authorize,
  type Caller,
  managementPermissions,
  type OrganizationAccess,
  type OrganizationActor,
} from '@/lib/access'
import { withOrigin } from '@/lib/db/events'
import { myOrganizationIdentifier } from '@/lib/domain/my-organization/audience'
import type { MyOrganizationConfiguration } from '@/lib/domain/my-organization/configuration'
import type { MyOrganizationApplication } from '@/lib/domain/my-organization/list-applications'
import {
  myOrganizationScopes,
  type MyOrganizationScope,
  permissionsByScope,
  permissionsOf,
} from '@/lib/domain/my-organization/scopes'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { isNotFound, isNotHeld } from '@/lib/errors'
import { findMyOrganizationApplication } from '@/lib/web/my-organization-applications'
import { originOf } from '@/lib/web/origin'
import { pinnedTenant } from '@/lib/web/tenant'
import { bodyOf, pathParameters, queryOf } from '../api-input'
import { enforceRateLimit } from '../api-limits'
import { assertAccess } from '../assert-access'
import { type Choice, fieldsQuery, propertiesOf, withFields } from '../auth0/fields'
import { jsonType } from '../auth0/problem'
import { type Bearer, bearerOf } from '../bearer'
import { isRead } from '../incoming-request'
import { logFailure } from '../log-failure'
import type { PathParameters } from '../router'
import type { AttributeProfile } from './attributes'
import type { Profile } from './connection-profile'
import { allowOrigin } from './cross-origin'
import type { Handler, Operation } from './operation'
import {
  absent,
  failed,
  forbidden,
  insufficientScope,
  invalidAuthToken,
  missingToken,
  MyOrganizationProblem,
  problemAnswer,
  problemFrom,
  validated,
} from './problem'

type Schema = z.ZodType
type PermissionOf<S extends MyOrganizationScope> = (typeof myOrganizationScopes)[S][number]
type AccessBy<S extends MyOrganizationScope> = OrganizationAccess<PermissionOf<S>>

interface RequestInput<Q extends Schema, B extends Schema> {
  params: Record<string, string>
  query: z.output<Q>
  body: z.output<B>
  tenant: Tenant
  clientId: string
  configuration: MyOrganizationConfiguration
  profile: Profile
  userAttributes: AttributeProfile
  scopes: ReadonlySet<string>
  /** What the application may ask for on behalf of its users; null for all. */
  userScopes: readonly string[] | null
}

interface Definition<S extends MyOrganizationScope, Q extends Schema, B extends Schema> extends Operation {
  scopes: readonly [S, ...S[]]
  query?: Q
  body?: B
  /** What a 404 says is missing. */
  what?: string
  run: (access: AccessBy<S>, input: RequestInput<Q, B>) => Promise<unknown>
}

const largestBody = 100 * 1024
/** Unknown parameters have no effect, here as in every operation. */
const nothing = z.object({})
const anything = z.unknown()

/** For a token of this API, a user’s or a machine’s: its organization is the only one that the operation can touch. */
export function myOrgRoute<
  S extends MyOrganizationScope,
  Q extends Schema = typeof nothing,
  B extends Schema = typeof nothing,
>(definition: Definition<S, Q, B>): Handler {
  const { run: _, what: __, ...operation } = definition
  async function handler(request: Request, params: PathParameters): Promise<Response> {
    const headers = new Headers({ 'cache-control': 'no-store' })
    return withOrigin(originOf(request.headers), async () => {
      try {
        return written(await answerOf(request, { params, headers, definition }), definition, headers)
      } catch (error) {
        return problemAnswer(problemFrom(error) ?? failed(logFailure('my-org', error, request)), headers)
      }
    })
  }
  return Object.assign(handler, { operation })
}

interface Call<S extends MyOrganizationScope, Q extends Schema, B extends Schema> {
  params: PathParameters
  headers: Headers
  definition: Definition<S, Q, B>
}

async function answerOf<S extends MyOrganizationScope, Q extends Schema, B extends Schema>(
  request: Request,
  { params, headers, definition }: Call<S, Q, B>,
): Promise<unknown> {
  const tenant = await pinnedTenant(request.headers)
  await allowOrigin(tenant, request, headers)
  if (!request.headers.has('authorization')) throw missingToken()
  const sent = await bearerOf(request, tenant, myOrganizationIdentifier(tenant))
  await enforceRateLimit({ tenant, bearer: sent, isReading: isRead(request) }, headers)
  const application = await findMyOrganizationApplication(tenant.id, sent.clientId)
  if (!application) throw forbidden('The application has no my_organization_configuration.')
  const bearer = limitedBearer(sent, application)
  const actor = actorOf(tenant, bearer, definition.scopes)
  const access = authorizeScopes(actor, bearer, definition.scopes)
  const { clientId, scopes } = bearer
  const { configuration, profile, userAttributes, userScopes } = application
  try {
    const { choice, ...input } = await inputOf(request, params, definition)
    const by = { tenant, clientId, configuration, profile, userAttributes, scopes, userScopes }
    const result = await definition.run(access, { ...input, ...by })
    return choice && typeof result === 'object' && result !== null ? withFields(result, choice) : result
  } catch (error) {
    throw await refusalOf(error, access, definition)
  }
}

/** A grant of users may have lost scopes since the token was issued. A machine’s grant is checked with the data. */
function limitedBearer(
  bearer: Bearer,
  { userScopes }: Pick<MyOrganizationApplication, 'userScopes'>,
): Bearer {
  if (userScopes === null || !('authorizationId' in bearer.caller)) return bearer
  return { ...bearer, scopes: new Set([...bearer.scopes].filter((scope) => userScopes.includes(scope))) }
}

/** What the token may do is checked by its scopes. */
function actorOf(
  { id: tenantId }: Tenant,
  { caller, scopes, organizationId }: Bearer,
  neededScopes: readonly string[],
): OrganizationActor {
  if (organizationId === null) throw forbidden('The auth token is not bound to an organization.')
  const permissions = permissionsOf(scopes)
  const by = callerOf(caller, scopes, neededScopes)
  return { kind: 'organization', tenantId, organizationId, caller: by, permissions }
}

/**
 * What a user can grant follows from all that they hold here: there is no scope for most of it (docs/decisions/0072). A
 * machine holds nothing but what its scopes give (docs/decisions/0085).
 */
function callerOf(caller: Caller, scopes: ReadonlySet<string>, neededScopes: readonly string[]): Caller {
  if ('authorizationId' in caller) return { ...caller, scopes: ofOrganizations }
  if (!('clientId' in caller)) throw invalidAuthToken()
  return { clientId: caller.clientId, permissionsByScope: permissionsByScope(scopes), neededScopes }
}

const ofOrganizations = managementPermissions
  .filter(({ level }) => level === 'organization')
  .map(({ name }) => name)

/** @throws MyOrganizationProblem 403 */
function authorizeScopes<S extends MyOrganizationScope>(
  actor: OrganizationActor,
  { scopes }: Bearer,
  needed: readonly S[],
): AccessBy<S> {
  const missing = needed.filter((scope) => !scopes.has(scope))
  if (missing.length > 0) throw insufficientScope(missing)
  return authorize(actor, ...needed.flatMap((scope) => permissionsOfEach[scope]))
}

/** So that the compiler knows which permissions the scopes of an operation are. */
const permissionsOfEach: { [S in MyOrganizationScope]: readonly PermissionOf<S>[] } = myOrganizationScopes

async function inputOf<Q extends Schema, B extends Schema>(
  request: Request,
  params: PathParameters,
  { params: paramsSchema = anything, query, body, ...read }: Definition<MyOrganizationScope, Q, B>,
) {
  const { fields, include_fields, ...given } = queryOf(request)
  const input = {
    params: pathParameters(params),
    query: validated('query', query ?? nothing, given) as z.output<Q>,
    choice: isRead(request) ? choiceOf({ fields, include_fields }, read) : null,
    body: (body === undefined
      ? {}
      : validated('body', body, await bodyOf(request, body, largestBody))) as z.output<B>,
  }
  validated('path', paramsSchema, input.params)
  return input
}

/** @throws MyOrganizationProblem 400, also for the name of a property that no answer has */
function choiceOf(
  given: object,
  { answer, absentFields = [] }: Pick<Operation, 'answer' | 'absentFields'>,
): Choice | null {
  if (answer === undefined) return null
  const known = new Set([...propertiesOf(answer), ...absentFields])
  const ofKnown = fieldsQuery.superRefine((choice, context) => {
    const unknown = choice?.names.filter((name) => !known.has(name)) ?? []
    if (unknown.length > 0)
      context.addIssue({
        code: 'custom',
        path: ['fields'],
        message: `Unknown properties: ${unknown.join(', ').slice(0, 200)}`,
      })
  })
  return validated('query', ofKnown, given)
}

/** Before anything else about the request: whether its caller still has access. */
async function refusalOf(
  error: unknown,
  access: OrganizationAccess,
  { what = 'organization', scopes }: Pick<Operation, 'scopes'> & { what?: string },
): Promise<unknown> {
  if (isNotHeld(error)) return insufficientScope(scopes)
  const isAbsence = isNotFound(error)
  const isInput = error instanceof MyOrganizationProblem || problemFrom(error)?.kind.status === 400
  if (!isAbsence && !isInput) return error
  return (await lostAccess(access, scopes)) ?? (isAbsence ? absent(what) : error)
}

/** Null if the caller still has it. */
async function lostAccess(access: OrganizationAccess, scopes: Operation['scopes']): Promise<unknown> {
  const error = await errorOf(access)
  if (isNotHeld(error)) return insufficientScope(scopes)
  if (!isNotFound(error)) return error
  return (await errorOf(authorize(access))) === null ? insufficientScope(scopes) : invalidAuthToken()
}

function errorOf(access: OrganizationAccess): Promise<unknown> {
  return assertAccess(access, null).catch((error: unknown) => error)
}

function written(result: unknown, { status = 200, answer }: Operation, headers: Headers): Response {
  if (!answer) return new Response(null, { status, headers })
  headers.set('content-type', jsonType)
  return new Response(JSON.stringify(result), { status, headers })
}
