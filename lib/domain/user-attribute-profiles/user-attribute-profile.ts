import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { userAttributeSettings, type UserAttributeSettings } from './user-attribute-settings'

export interface UserAttributeProfile {
  id: string
  name: string
  settings: UserAttributeSettings
}

/** @throws DomainError not_found */
export async function readUserAttributeProfile(
  tx: Tx,
  tenantId: string,
  id: string,
): Promise<UserAttributeProfile> {
  const row = await tx.userAttributeProfile.findUnique({
    where: { tenantId_id: { tenantId, id } },
    select: { id: true, name: true, settings: true },
  })
  if (row === null) throw notFound()
  return asUserAttributeProfile(row)
}

export function asUserAttributeProfile(row: {
  id: string
  name: string
  settings: unknown
}): UserAttributeProfile {
  return { ...row, settings: userAttributeSettings.parse(row.settings) }
}

export function targetOf({ id, name }: { id: string; name: string }): NonNullable<Event['target']> {
  return { kind: 'user_attribute_profile', id, name }
}
