import { createHash } from 'node:crypto'
import type { SelfAccess, TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { change, type ChangeResult, read, unchanged } from '@/lib/db/transaction'
import { drawUpload, type FoundImage } from '../branding/pictures'
import { lockUser } from './lock-users'

/** Shown instead of a provider’s picture. @throws DomainError invalid at `picture`; too_many */
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
      UPDATE users u SET picture = ${folder + id}, updated_at = now(),
        replaced_picture = CASE WHEN ${isUploadedPicture} THEN u.replaced_picture ELSE u.picture END
      WHERE u.tenant_id = ${tenantId} AND u.id = ${userId}`
    const target = { kind: 'user', id: userId }
    return { result: undefined, events: [{ type: 'user.picture_changed', target }] }
  })
}

/** Derived from the content, so that browsers may cache it, and from the user, so that two users never share one. */
function idOf(userId: string, bytes: Uint8Array): string {
  return `pic_${createHash('sha256').update(userId).update(bytes).digest('hex').slice(0, 40)}`
}

/** Only an uploaded one. Applications then get the provider’s again. */
export function removePicture(access: SelfAccess): Promise<void> {
  return change(access, (tx) => remove(tx, access))
}

/** As removePicture(), for an operator. @throws DomainError not_found */
export function removePictureOf(access: TenantAccess<'update:users'>, userId: string): Promise<void> {
  const { tenantId } = access
  const removing = async (tx: Tx) => {
    await lockUser(tx, tenantId, userId)
    return remove(tx, { tenantId, userId })
  }
  return change(access, removing, { users: [userId] })
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

/** Public, since applications show it. */
export function findPicture(tenantId: string, id: string): Promise<FoundImage | null> {
  return read({ kind: 'public', tenantId, subject: id }, (tx) =>
    tx.userPicture.findUnique({
      where: { tenantId_id: { tenantId, id } },
      select: { bytes: true, mediaType: true },
    }),
  )
}

/** Relative: each tenant serves its own, at any port. */
const folder = '/pictures/'

/** Of a row `u` of users. */
const isUploadedPicture = sql`starts_with(coalesce(u.picture, ''), ${folder})`

export function isUploaded(picture: string | null): boolean {
  return picture?.startsWith(folder) ?? false
}
