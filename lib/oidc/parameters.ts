import { errors, type Client, type KoaContextWithOIDC } from 'oidc-provider'
import { findNamedOrganization } from '@/lib/domain/tokens/find-named-organization'
import { currentRequest } from './request'

/** What an application may send to /authorize besides the standard’s parameters. */
export const extraParameters = {
  organization: checkOrganization,
  invitation: null,
  organization_name: null,
  audience: null,
  connection: null,
  screen_hint: null,
  /** Ours: set where `offline_access` was asked for, which the provider drops unless consent is prompted for. */
  foyer_offline: null,
}

/** One parameter of an authorization request, if it was given. */
export function parameter(oidc: KoaContextWithOIDC['oidc'], name: string): string | undefined {
  const value = oidc.params?.[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/**
 * Checks the organization against the application and the tenant, and keeps its id, whatever it was named by.
 * The texts are Auth0’s.
 */
async function checkOrganization(
  ctx: KoaContextWithOIDC,
  _value: string | undefined,
  client: Client,
): Promise<void> {
  const { tenant } = currentRequest()
  const value = parameter(ctx.oidc, 'organization')
  const usage = client['organizationUsage']
  if (value === undefined) {
    if (usage === 'require' && client['organizationRequireBehavior'] === 'no_prompt')
      throw new errors.InvalidRequest('parameter organization is required for this client')
    return
  }
  if (usage === 'deny')
    throw new errors.InvalidRequest('parameter organization is not allowed for this client')
  const byName = tenant.allowOrganizationNameInAuthenticationApi
  const found = await findNamedOrganization(tenant.id, { value, byName })
  if (!found) throw new errors.InvalidRequest(`parameter organization is invalid: ${value}`)
  if (ctx.oidc.params) ctx.oidc.params['organization'] = found.id
}
