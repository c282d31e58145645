import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { type AssignableRole, listAssignableRoles } from '../roles/role-choices'
import type { DomainLimits, JoinLinkState } from './find-join-link'
import { rolesOfLink } from './join-link-rows'
import { canGiveByLink } from './join-link-settings'
import { findJoinPath } from './join-token'

export interface JoinLink extends DomainLimits {
  id: string
  state: Extract<JoinLinkState, 'live' | 'expired' | 'used_up'>
  roles: { id: string; name: string }[]
  maxUses: number | null
  uses: number
  expiresAt: Date
}

/** Null if the organization has none, or it was replaced or turned off. */
export function findJoinLink(
  access: OrganizationAccess<'read:organization_invitations'>,
): Promise<JoinLink | null> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const [link] = await tx.$queryRaw<JoinLink[]>`
      SELECT l.id, foyer.join_link_state(l) AS state, l.allowed_domains AS "allowedDomains", l.max_uses AS "maxUses",
        l.uses, l.expires_at AS "expiresAt", p.invitation_domains AS "organizationDomains", ${rolesOfLink(access)} AS roles
      FROM join_links l
      LEFT JOIN organization_policies p ON p.tenant_id = ${tenantId} AND p.organization_id = l.organization_id
      WHERE l.tenant_id = ${tenantId} AND l.organization_id = ${organizationId} AND l.ended_at IS NULL`
    return link ?? null
  })
}

/**
 * Only for callers who can assign its roles, since anyone who has the link could join with another account of theirs.
 * @throws DomainError not_found, gone, not_yours_to_give
 */
export function getJoinLinkUrl(
  access: OrganizationAccess<'create:organization_invitations'>,
  id: string,
): Promise<string> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId } })
    const link = await tx.joinLink.findUnique({
      where: { tenantId_organizationId_id: { tenantId, organizationId, id } },
      include: { roles: true },
    })
    if (!link) throw notFound()
    const { roles } = await listAssignableRoles(tx, access)
    if (!link.roles.every(({ roleId }) => roles.some((role) => role.id === roleId)))
      throw new DomainError(
        'not_yours_to_give',
        'This link gives roles that you cannot assign, so you cannot copy it.',
      )
    const path = link.endedAt === null ? findJoinPath(link) : null
    if (path === null) throw new DomainError('gone', 'This link no longer works. Make a new one.')
    return `${tenant.url}${path}`
  })
}

/** The roles that a link of the caller can give. */
export function getLinkRoles(
  access: OrganizationAccess,
): Promise<{ roles: AssignableRole[]; defaultRoleId: string | null }> {
  return read(access, async (tx) => {
    const { roles, defaultRoleId } = await listAssignableRoles(tx, access)
    return { roles: roles.filter(canGiveByLink), defaultRoleId }
  })
}
