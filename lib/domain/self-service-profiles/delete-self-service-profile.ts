import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { readSelfServiceProfile, targetOf } from './queries'

/** Its tickets end with it; the connections that they made stay. @throws DomainError not_found */
export function deleteSelfServiceProfile(
  access: TenantAccess<'delete:self_service_profiles'>,
  id: string,
): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const profile = await readSelfServiceProfile(tx, tenantId, id)
    const tickets = await tx.ssoTicket.deleteMany({ where: { tenantId, profileId: id } })
    await tx.selfServiceProfile.deleteMany({ where: { tenantId, id } })
    const details = { tickets: tickets.count }
    return {
      result: undefined,
      events: [{ type: 'self_service_profile.deleted', target: targetOf(profile), details }],
    }
  })
}
