import { z } from 'zod'
import type { BySession, OrganizationAccess } from '@/lib/access'
import { addOrganizationConnection } from '@/lib/domain/connections/add-organization-connection'
import { setConnectionJoinRole } from '@/lib/domain/connections/set-connection-join-role'
import { updateOrganizationConnection } from '@/lib/domain/connections/update-organization-connection'
import { addDomain, removeDomain } from '@/lib/domain/domains/add-domain'
import { domainName } from '@/lib/domain/domains/domain-name'
import { setDomainJoining } from '@/lib/domain/domains/set-domain-joining'
import { updateDomain } from '@/lib/domain/domains/update-domain'
import { verifyDomain } from '@/lib/domain/domains/verify-domain'
import { checkbox, type Done } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'

// What the actions of the portal and of the console share.

export const idInput = z.object({ id: z.string().max(100).default('') })
export const domainInput = z.object({ domain: textField(domainName) })
export const routingInput = idInput.extend({ lead: z.enum(['on', 'off']) })
/** `joining` is `nothing`, `ask`, or the id of the role with which people join. */
export const joiningInput = idInput.extend({ joining: z.string().max(100).catch('nothing') })
const whichRole = 'Choose a role.'
/** `join_role` is `default`, or the id of a role. Anything else is refused: the tenant’s default could give more. */
export const joinRoleInput = idInput.extend({
  join_role: z.string(whichRole).min(1, whichRole).max(100, whichRole),
})
export const settingsInput = idInput.extend({
  show_as_button: checkbox,
  assign_membership_on_login: checkbox,
  is_signup_enabled: checkbox,
})

type WithId = z.output<typeof idInput>

export async function enableMethod(
  access: OrganizationAccess<'create:organization_connections'>,
  { id }: WithId,
): Promise<Done> {
  const { displayName } = await addOrganizationConnection(access, { id, ifPresent: 'enable' })
  return { message: `${displayName} is enabled.` }
}

export async function saveMethod(
  access: OrganizationAccess<'update:organization_connections'>,
  { id, ...input }: z.output<typeof settingsInput>,
): Promise<Done> {
  const { displayName } = await updateOrganizationConnection(access, {
    id,
    showAsButton: input.show_as_button,
    assignMembershipOnLogin: input.assign_membership_on_login,
    isSignupEnabled: input.is_signup_enabled,
  })
  return { message: `${displayName} is saved.` }
}

export async function saveJoinRole(
  access: OrganizationAccess<'update:organization_connections' | 'create:organization_invitations'> &
    BySession,
  { id, join_role: role }: z.output<typeof joinRoleInput>,
): Promise<Done> {
  const { displayName } = await setConnectionJoinRole(access, {
    id,
    roleId: role === 'default' ? null : role,
  })
  return { message: `The role of people who join with ${displayName} is saved.` }
}

export async function createDomain(
  access: OrganizationAccess<'create:organization_discovery_domains'>,
  input: z.output<typeof domainInput>,
): Promise<Done> {
  const { domain } = await addDomain(access, input)
  return { message: `${domain} was added. Create its DNS record, then check it.` }
}

export async function checkDomain(
  access: OrganizationAccess<'update:organization_discovery_domains'>,
  { id }: WithId,
): Promise<Done> {
  const { domain } = await verifyDomain(access, id)
  return { message: `${domain} is verified.` }
}

export async function routeDomain(
  access: OrganizationAccess<'update:organization_discovery_domains'>,
  { id, lead }: z.output<typeof routingInput>,
): Promise<Done> {
  const { domain } = await updateDomain(access, { id, useForOrganizationDiscovery: lead === 'on' })
  const where = lead === 'on' ? 'are routed here now' : 'are no longer routed here'
  return { message: `Sign-ins with ${domain} addresses ${where}.` }
}

export async function saveJoining(
  access: OrganizationAccess<'update:organization_discovery_domains' | 'create:organization_invitations'> &
    BySession,
  { id, joining }: z.output<typeof joiningInput>,
): Promise<Done> {
  const { domain } = await setDomainJoining(access, {
    id,
    joining:
      joining === 'nothing' || joining === 'ask' ? { mode: joining } : { mode: 'join', roleId: joining },
  })
  return { message: `What people at ${domain} can do is saved.` }
}

export async function deleteDomain(
  access: OrganizationAccess<'delete:organization_discovery_domains'>,
  { id }: WithId,
): Promise<Done> {
  const { domain } = await removeDomain(access, id)
  return { message: `${domain} is removed.` }
}
