import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { type Logo, type PictureField, reencodeLogo } from './logo'

export type PictureInput = Uint8Array | 'keep' | 'remove'
export type PreparedPicture = Logo | Exclude<PictureInput, Uint8Array>

/** Slow work, before the lock. @throws DomainError invalid at `field`; too_many */
export async function preparePicture(
  { tenantId, organizationId }: OrganizationActor,
  picture: PictureInput,
  field: PictureField,
): Promise<PreparedPicture> {
  return picture instanceof Uint8Array
    ? reencodeLogo(picture, `${tenantId} ${organizationId}`, { field })
    : picture
}

/** The id afterwards. A new picture gets a new id, since browsers cache the old URL. */
export async function storePicture(
  tx: Tx,
  { organizationId }: OrganizationActor,
  { before, picture }: { before: string | null; picture: PreparedPicture },
): Promise<string | null> {
  if (picture === 'keep') return before
  if (picture === 'remove') return null
  const id = newId('image')
  await tx.image.create({ data: { id, organizationId, ...picture } })
  return id
}
