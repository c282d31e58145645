import type { OrganizationActor } from '@/lib/access'
import { type Limit, reserve } from '@/lib/db/limits'
import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { type Logo, type PictureField, reencodeLogo } from './logo'

export type PictureInput = Uint8Array | 'keep' | 'remove'
export type PreparedPicture = Logo | Exclude<PictureInput, Uint8Array>

/** Each takes a process for up to five seconds. */
const perOwner: Limit = { name: 'picture', points: 60, seconds: 60 * 60 }

/** `owner`: an organization’s or user’s id in its tenant. @throws DomainError invalid at `field`; too_many */
export async function drawUpload(
  { tenantId, owner }: { tenantId: string; owner: string },
  bytes: Uint8Array,
  field: PictureField,
): Promise<Logo> {
  const key = `${tenantId} ${owner}`
  await reserve(perOwner, key)
  return reencodeLogo(bytes, key, { field })
}

/** Slow work, before the lock. @throws DomainError invalid at `field`; too_many */
export async function preparePicture(
  { tenantId, organizationId }: OrganizationActor,
  picture: PictureInput,
  field: PictureField,
): Promise<PreparedPicture> {
  return picture instanceof Uint8Array
    ? drawUpload({ tenantId, owner: organizationId }, picture, field)
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
