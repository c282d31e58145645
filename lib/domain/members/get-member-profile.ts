import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import type { Member } from './list-members'

export type MemberProfile = Pick<Member, 'userId' | 'name' | 'email'>

/** @throws DomainError not_found */
export async function getMemberProfile(
  access: OrganizationAccess<'read:organization_members'>,
  userId: string,
): Promise<MemberProfile> {
  const { tenantId, organizationId } = access
  const [found] = await read(
    access,
    (tx) => tx.$queryRaw<MemberProfile[]>`
      SELECT m.user_id AS "userId", u.name, u.email
      FROM members m JOIN users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id
      WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = ${userId}`,
  )
  if (!found) throw notFound()
  return found
}
