import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'

export interface ListedConnection {
  id: string
  displayName: string
  strategy: string
  assignMembershipOnLogin: boolean
  showAsButton: boolean
  isSignupEnabled: boolean
}

/** The ways to sign in that are switched on for this organization. */
export function listEnabledConnections(
  access: OrganizationAccess<'read:organization_connections'>,
): Promise<ListedConnection[]> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const rows = await tx.enabledConnection.findMany({
      where: { tenantId, organizationId },
      include: { connection: { select: { id: true, displayName: true, strategy: true } } },
      orderBy: [{ createdAt: 'asc' }, { connectionId: 'asc' }],
      take: 100,
    })
    return rows.map(({ connection, assignMembershipOnLogin, showAsButton, isSignupEnabled }) => ({
      ...connection,
      assignMembershipOnLogin,
      showAsButton,
      isSignupEnabled,
    }))
  })
}
