import type { SelfAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { isUploadedPicture } from './picture-path'

/** Only the uploaded one: afterwards applications get the provider’s again. */
export async function removePicture(access: SelfAccess): Promise<void> {
  const { tenantId, userId } = access
  await change(access, async (tx) => {
    const count = await tx.$executeRaw`
      WITH removed AS (DELETE FROM user_pictures p WHERE p.tenant_id = ${tenantId} AND p.user_id = ${userId})
      UPDATE users u SET picture = u.replaced_picture, replaced_picture = NULL, updated_at = now()
      WHERE u.tenant_id = ${tenantId} AND u.id = ${userId} AND ${isUploadedPicture}`
    if (count === 0) return unchanged(undefined)
    return {
      result: undefined,
      events: [{ type: 'user.picture_removed', target: { kind: 'user', id: userId } }],
    }
  })
}
