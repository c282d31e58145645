import type { BySession, OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { explained, type ExplainedApi } from '../roles/explain-permissions'
import { applicationUrl } from './application-url'

export interface Home {
  /** False for an operator. */
  isMember: boolean
  roles: { id: string; name: string; description: string }[]
  permissions: ExplainedApi[]
  applications: { id: string; name: string; url: string }[]
  /** At most 50. */
  owners: { id: string; name: string; email: string; picture: string | null }[]
}

export function getHome(access: OrganizationAccess & BySession): Promise<Home> {
  const { tenantId, organizationId } = access
  const { userId } = access.caller
  return read(access, async (tx) => ({
    isMember: (await tx.member.count({ where: { tenantId, organizationId, userId } })) === 1,
    roles: await rolesOf(tx, access),
    permissions: await explained(tx, { tenantId, userId, organizationId }),
    applications: await applicationsOf(tx, access),
    owners: await ownersOf(tx, access),
  }))
}

function rolesOf(
  tx: Tx,
  { tenantId, organizationId, caller: { userId } }: OrganizationAccess & BySession,
): Promise<Home['roles']> {
  return tx.role.findMany({
    where: { tenantId, members: { some: { organizationId, userId } } },
    select: { id: true, name: true, description: true },
    orderBy: [{ createdAt: 'asc' }, { name: 'asc' }],
  })
}

async function applicationsOf(
  tx: Tx,
  { tenantId, organizationId }: OrganizationAccess,
): Promise<Home['applications']> {
  const clients = await tx.client.findMany({
    where: { tenantId, organizationUsage: { not: 'deny' } },
    select: { id: true, name: true, initiateLoginUri: true, redirectUris: true },
    orderBy: { name: 'asc' },
    take: 100,
  })
  return clients.flatMap(({ id, name, initiateLoginUri, redirectUris }) => {
    const url = applicationUrl({ initiateLoginUri, redirectUris }, organizationId)
    return url ? [{ id, name, url }] : []
  })
}

function ownersOf(tx: Tx, { tenantId, organizationId }: OrganizationAccess): Promise<Home['owners']> {
  return tx.user.findMany({
    where: {
      tenantId,
      blocked: false,
      memberships: {
        some: { organizationId, suspendedAt: null, roles: { some: { role: { isOwner: true } } } },
      },
    },
    select: { id: true, name: true, email: true, picture: true },
    orderBy: { nameFolded: 'asc' },
    take: 50,
  })
}
