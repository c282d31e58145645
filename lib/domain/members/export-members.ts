import { may, type BySession, type OrganizationAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { reserveExport } from '../reserve-export'
import { listMembers, type Member, type MemberFilter, type MemberSort } from './list-members'

type Access = OrganizationAccess<'read:organization_members'> & BySession

export interface MembersExport extends MemberFilter {
  sort: MemberSort
}

/**
 * All matching members, with their roles if the caller may see them. Each batch is a transaction of its own, which checks
 * the permission again.
 * @throws DomainError too_many
 */
export async function exportMembers(access: Access, query: MembersExport): Promise<AsyncGenerator<Member[]>> {
  await reserveExport(access)
  const isFiltered = Boolean(query.q) || Boolean(query.role)
  await change(access, async () => ({
    result: undefined,
    events: [
      {
        type: 'member.list_exported',
        target: { kind: 'organization', id: access.organizationId },
        details: { isFiltered },
      },
    ],
  }))
  return batches(access, query)
}

async function* batches(access: Access, query: MembersExport): AsyncGenerator<Member[]> {
  const include = may(access, 'read:organization_member_roles') ? 'roles' : undefined
  let after: string | null = ''
  while (after !== null) {
    const batch: Awaited<ReturnType<typeof listMembers>> = await listMembers(access, {
      ...query,
      take: 100,
      after: after === '' ? null : after,
      include,
    })
    yield batch.rows
    after = batch.next
  }
}
