import { errors, type Client, type KoaContextWithOIDC } from 'oidc-provider'
import { findNamedConnection } from '@/lib/domain/connections/queries'
import { findInvitation } from '@/lib/domain/invitations/find-invitation'
import { findNamedOrganization } from '@/lib/domain/tokens/find-application'
import { currentRequest } from './request'

/** Besides the standard’s parameters; checked in this order. */
export const extraParameters = {
  organization: checkOrganization,
  invitation: checkInvitation,
  organization_name: null,
  audience: null,
  connection: checkConnection,
  screen_hint: null,
  /** Set if `offline_access` was requested, which the provider drops without `prompt=consent`. */
  foyer_offline: null,
}

export function parameter(oidc: KoaContextWithOIDC['oidc'], name: string): string | undefined {
  const value = oidc.params?.[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Saves the id, however the organization was named. The texts are Auth0’s. */
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

/** Open, or accepted, since an invitee returns here after accepting; of the requested organization. */
async function checkInvitation(ctx: KoaContextWithOIDC): Promise<void> {
  const ticket = parameter(ctx.oidc, 'invitation')
  if (ticket === undefined) return
  const organization = parameter(ctx.oidc, 'organization')
  if (organization === undefined)
    throw new errors.InvalidRequest('parameter organization is required with parameter invitation')
  const found = await findInvitation(currentRequest().tenant.id, ticket, null)
  const serves = found?.state === 'pending' || found?.state === 'accepted'
  if (!serves || found.organization.id !== organization) throw invalidInvitation()
}

export function invalidInvitation(): Error {
  return new errors.InvalidRequest('invitation not found or already used')
}

async function checkConnection(ctx: KoaContextWithOIDC): Promise<void> {
  const name = parameter(ctx.oidc, 'connection')
  if (name === undefined) return
  const organizationId = parameter(ctx.oidc, 'organization') ?? null
  const found = await findNamedConnection(currentRequest().tenant.id, { name, organizationId })
  if (!found) throw new errors.InvalidRequest('the connection was not found')
  if (!found.isOpen)
    throw new errors.AccessDenied(`the connection is not enabled for the ${organizationId} organization`)
}
