import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'

interface Swap {
  roleId: string
  instead: string
}

/**
 * Gives another tenant role to the users and members who have this one. Pending invitations only lose it.
 * @throws DomainError invalid at `instead` for an unknown one, or one that members who have this role cannot have
 */
export async function reassignTenantRole(
  tx: Tx,
  tenantId: string,
  { roleId, instead }: Swap,
): Promise<{ name: string }> {
  const to = await tx.role.findFirst({
    where: { tenantId, id: instead, usableIn: '*', everyone: false },
    select: { name: true, assignable: true },
  })
  if (!to || instead === roleId) throw refused('Choose another role.')
  const member = await tx.memberRole.findFirst({ where: { tenantId, roleId }, select: { userId: true } })
  if (member && !to.assignable)
    throw refused('Members of organizations have this role. Choose one that can be assigned to members.')
  await tx.$executeRaw`
    WITH users_given AS (
      INSERT INTO user_roles (tenant_id, user_id, role_id)
      SELECT ur.tenant_id, ur.user_id, ${instead} FROM user_roles ur
      WHERE ur.tenant_id = ${tenantId} AND ur.role_id = ${roleId} ON CONFLICT DO NOTHING
    )
    INSERT INTO member_roles (tenant_id, organization_id, user_id, role_id, usable_in)
    SELECT mr.tenant_id, mr.organization_id, mr.user_id, ${instead}, '*' FROM member_roles mr
    WHERE mr.tenant_id = ${tenantId} AND mr.role_id = ${roleId} ON CONFLICT DO NOTHING`
  return { name: to.name }
}

function refused(sentence: string): DomainError {
  return new DomainError('invalid', sentence, { field: 'instead' })
}
