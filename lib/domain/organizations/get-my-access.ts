import type { BySession, OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { explained, type ExplainedApi } from '../roles/explain-permissions'

export interface MyAccess {
  /** False for an operator. */
  isMember: boolean
  roles: { id: string; name: string; description: string }[]
  permissions: ExplainedApi[]
}

/** `isSupport`: only permissions at tenant level, as far as they are valid in the organization. */
export function getMyAccess(
  access: OrganizationAccess & BySession,
  { isSupport = false }: { isSupport?: boolean } = {},
): Promise<MyAccess> {
  const { tenantId, organizationId } = access
  const { userId } = access.caller
  return read(access, async (tx) => ({
    isMember: (await tx.member.count({ where: { tenantId, organizationId, userId } })) === 1,
    roles: await tx.role.findMany({
      where: { tenantId, members: { some: { organizationId, userId } } },
      select: { id: true, name: true, description: true },
      orderBy: [{ createdAt: 'asc' }, { name: 'asc' }],
    }),
    permissions: isSupport
      ? ofSupport(access, await explained(tx, { tenantId, userId, organizationId: null }))
      : await explained(tx, { tenantId, userId, organizationId }),
  }))
}

function ofSupport(access: OrganizationAccess, apis: ExplainedApi[]): ExplainedApi[] {
  return apis
    .filter(({ isPortal }) => isPortal)
    .map((api) => ({
      ...api,
      permissions: api.permissions.filter(({ name }) => access.permissions.has(name)),
    }))
}
