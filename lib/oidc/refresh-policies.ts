import { type AdapterPayload, Provider } from 'oidc-provider'
import { findTenantAudience, myOrganizationIdentifier } from '@/lib/domain/my-organization/audience'
import { findRefreshPolicy } from '@/lib/domain/tokens/find-application'
import { findMyOrganizationApplication } from '@/lib/web/my-organization-applications'
import { audienceOf } from './audience-resource'
import { currentRequest } from './request'

/**
 * Auth0’s multi-resource refresh tokens: in this request alone, the token is also for the API that is asked for, with the
 * scopes of the application’s policy. What the user holds there is checked as for any API.
 */
export async function withPolicy(payload: AdapterPayload): Promise<AdapterPayload> {
  const resource = requestedResource()
  const known = [payload.resource ?? []].flat()
  if (resource === null || known.includes(resource) || payload.clientId === undefined) return payload
  const scope = await scopeOf(payload.clientId, audienceOf(resource))
  if (scope === null) return payload
  const { resource: ownResource, scope: ownScope } = payload
  currentRequest().policy = { resource, scope, ownResource, ownScope }
  return { ...payload, resource: [...known, resource], scope: joinScopes(ownScope, scope) }
}

/** The next refresh token is for what this one was for. */
export function withoutPolicy(payload: AdapterPayload): AdapterPayload {
  const { policy } = currentRequest()
  if (!policy) return payload
  const { resource: _, scope: __, ...rest } = payload
  const { ownResource, ownScope } = policy
  return {
    ...rest,
    ...(ownResource === undefined ? {} : { resource: ownResource }),
    ...(ownScope === undefined ? {} : { scope: ownScope }),
  }
}

/** The provider gives only scopes of the authorization. */
export function authorizedByPolicy(payload: AdapterPayload): AdapterPayload {
  const { policy } = currentRequest()
  if (!policy) return payload
  const resources: unknown = payload['resources']
  return { ...payload, resources: { ...Object(resources), [policy.resource]: policy.scope } as object }
}

/** Null unless a refresh names a single API. */
function requestedResource(): string | null {
  const { params } = Provider.ctx?.oidc ?? {}
  const resource = params?.['resource']
  return params?.['grant_type'] === 'refresh_token' && typeof resource === 'string' ? resource : null
}

/** Null for no policy, and for an API that refresh tokens cannot be for: checked before this one is used up. */
async function scopeOf(clientId: string, audience: string): Promise<string | null> {
  const { tenant } = currentRequest()
  const scope = await findRefreshPolicy(tenant.id, { clientId, audience })
  if (scope === null || !(await findTenantAudience(tenant, audience))?.allowsOffline) return null
  const isMyOrganization = audience === myOrganizationIdentifier(tenant)
  if (isMyOrganization && !(await findMyOrganizationApplication(tenant.id, clientId))) return null
  return scope.join(' ')
}

function joinScopes(...scopes: (string | undefined)[]): string {
  return [...new Set(scopes.flatMap((scope) => (scope ?? '').split(' ')).filter(Boolean))].join(' ')
}
