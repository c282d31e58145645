import { z } from 'zod'
import { findProvider } from '@/lib/domain/connections/find-provider'
import { recordFailure } from '@/lib/domain/connections/connection-failures'
import { reserveProviderRequest } from '@/lib/domain/connections/authorization-state'
import { organizationSlug } from '@/lib/domain/organizations/organization-fields'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import { DomainError } from '@/lib/errors'
import { withRequestOrigin } from '@/lib/web/origin'
import { currentTenant } from '@/lib/web/tenant'
import { saveAuthorizationState } from './authorization-state'
import { ProviderProblem } from './provider-problem'
import { failedPath } from './finish-federated-sign-in'
import { beginSignIn } from './provider-protocol'

interface SignInRequest {
  connectionId: string
  slug: string | null
  returnTo: string | null
  ticket: string | null
  loginHint: string | undefined
}

export async function startFederatedSignIn(connectionId: string, query: URLSearchParams): Promise<string> {
  const tenant = await currentTenant()
  const request = parseRequest(connectionId, query)
  return withRequestOrigin(async () => {
    try {
      await reserveProviderRequest(tenant.id)
      return await startSignIn(tenant, request)
    } catch (error) {
      if (error instanceof DomainError && error.code === 'too_many') return failedPath('too_many', request)
      throw error
    }
  })
}

async function startSignIn(tenant: Tenant, request: SignInRequest): Promise<string> {
  const { connectionId, slug, returnTo, ticket, loginHint } = request
  const access = { kind: 'public', tenantId: tenant.id, subject: slug ?? '' } as const
  const found = await findProvider(access, connectionId)
  if (!found) return failedPath('not_enabled', request)
  const { provider, organizationId } = found
  try {
    const { url, checks } = await beginSignIn(tenant, provider, loginHint)
    await saveAuthorizationState(tenant, {
      connectionId,
      organizationId,
      slug,
      returnTo,
      ticket,
      isTest: false,
      test: null,
      ...checks,
    })
    return url
  } catch (error) {
    if (!(error instanceof ProviderProblem)) throw error
    await recordFailure(tenant.id, { connectionId, organizationId }, error.reason)
    return failedPath(error.reason, request)
  }
}

/** Unknown parameters are dropped, not rejected. */
const requestQuery = z.object({
  organization: z.string().transform((text) => organizationSlug.safeParse(text).data ?? null),
  return_to: z
    .string()
    .max(1000)
    .transform((path) => safeReturnTo(path, '') || null)
    .catch(null),
  invitation: z
    .string()
    .regex(/^\w{1,100}$/)
    .nullable()
    .catch(null),
  login_hint: z
    .string()
    .regex(/^[^\0]{1,254}$/)
    .optional()
    .catch(undefined),
})

function parseRequest(connectionId: string, query: URLSearchParams): SignInRequest {
  const given = requestQuery.parse({ organization: '', ...Object.fromEntries(query) })
  return {
    connectionId: connectionId.replaceAll('\0', ''),
    slug: given.organization,
    returnTo: given.return_to,
    ticket: given.invitation,
    loginHint: given.login_hint,
  }
}
