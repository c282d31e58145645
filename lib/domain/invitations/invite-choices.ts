import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { isHidden } from '../connections/access-levels'
import { findAvailableConnections } from '../connections/available-connections'
import { reauthorize } from '../reauthorize'
import { listAssignableRoles } from '../roles/role-choices'
import { canBeRequired } from './invitation-checks'

type Access = OrganizationAccess<'create:organization_invitations'>

export interface InviteChoices {
  roles: { id: string; name: string; description: string }[]
  /** Null if the inviter can assign no role. */
  defaultRoleId: string | null
  /** Sign-in methods that an invitation can require, and applications that it can lead to. */
  connections: Named[]
  clients: Named[]
}

interface Named {
  id: string
  name: string
}

export function getInviteChoices(access: Access): Promise<InviteChoices> {
  return read(access, async (tx) => {
    const { permissions } = await reauthorize(tx, access)
    const { roles, defaultRoleId } = await listAssignableRoles(tx, access)
    return {
      roles: roles.map(({ id, name, description }) => ({ id, name, description })),
      defaultRoleId,
      connections: permissions.has('read:organization_connections') ? await connectionsOf(tx, access) : [],
      clients: permissions.has('read:organization_clients') ? await clientsOf(tx, access) : [],
    }
  })
}

async function connectionsOf(tx: Tx, access: Access): Promise<Named[]> {
  const enabled = await findAvailableConnections(tx, access, sql`"isEnabled"`)
  return enabled
    .filter((connection) => canBeRequired(connection) && !isHidden(access, connection))
    .map(({ id, displayName, nameHere }) => ({ id, name: nameHere ?? displayName }))
}

/** Those with a login page, where the link can start. */
function clientsOf(tx: Tx, { tenantId }: Access): Promise<Named[]> {
  return tx.client.findMany({
    where: { tenantId, organizationUsage: { not: 'deny' }, initiateLoginUri: { not: null } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
    take: 100,
  })
}
