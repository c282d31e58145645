import type { SelfAccess, TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { lockUser } from './lock-users'
import { isUploadedPicture } from './picture-path'

/** Only the uploaded one: afterwards applications get the provider’s again. */
export function removePicture(access: SelfAccess): Promise<void> {
  return change(access, (tx) => remove(tx, access))
}

/** As removePicture(), for an operator. @throws DomainError not_found */
export function removePictureOf(access: TenantAccess<'update:users'>, userId: string): Promise<void> {
  const { tenantId } = access
  const work = async (tx: Tx) => {
    await lockUser(tx, tenantId, userId)
    return remove(tx, { tenantId, userId })
  }
  return change(access, work, { users: [userId] })
}

async function remove(
  tx: Tx,
  { tenantId, userId }: { tenantId: string; userId: string },
): Promise<ChangeResult<void>> {
  const count = await tx.$executeRaw`
    WITH removed AS (DELETE FROM user_pictures p WHERE p.tenant_id = ${tenantId} AND p.user_id = ${userId})
    UPDATE users u SET picture = u.replaced_picture, replaced_picture = NULL, updated_at = now()
    WHERE u.tenant_id = ${tenantId} AND u.id = ${userId} AND ${isUploadedPicture}`
  if (count === 0) return unchanged(undefined)
  return {
    result: undefined,
    events: [{ type: 'user.picture_removed', target: { kind: 'user', id: userId } }],
  }
}
