import { createHash } from 'node:crypto'
import type { SelfAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { drawUpload } from '../branding/pictures'
import { isUploadedPicture, picturePath } from './picture-path'

/** It takes the place of a provider’s. @throws DomainError invalid at `picture`; too_many */
export async function replacePicture(access: SelfAccess, file: Uint8Array): Promise<void> {
  const { tenantId, userId } = access
  const { bytes, mediaType } = await drawUpload({ tenantId, owner: userId }, file, 'picture')
  const id = idOf(userId, bytes)
  await change(access, async (tx) => {
    await tx.$executeRaw`
      WITH stored AS (
        INSERT INTO user_pictures (tenant_id, id, user_id, media_type, bytes)
        VALUES (${tenantId}, ${id}, ${userId}, ${mediaType}, ${bytes})
        ON CONFLICT (tenant_id, user_id) DO UPDATE SET id = EXCLUDED.id, bytes = EXCLUDED.bytes)
      UPDATE users u SET picture = ${picturePath(id)}, updated_at = now(),
        replaced_picture = CASE WHEN ${isUploadedPicture} THEN u.replaced_picture ELSE u.picture END
      WHERE u.tenant_id = ${tenantId} AND u.id = ${userId}`
    return {
      result: undefined,
      events: [{ type: 'user.picture_changed', target: { kind: 'user', id: userId } }],
    }
  })
}

/** By the content, so that browsers may keep it; with the user, so that it is theirs alone. */
function idOf(userId: string, bytes: Uint8Array): string {
  return `pic_${createHash('sha256').update(userId).update(bytes).digest('hex').slice(0, 40)}`
}
