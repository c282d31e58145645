import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { profileSettings, type ProfileSettings } from './profile-settings'

export interface ConnectionProfile {
  id: string
  name: string
  settings: ProfileSettings
}

/** @throws DomainError not_found */
export async function readConnectionProfile(
  tx: Tx,
  tenantId: string,
  id: string,
): Promise<ConnectionProfile> {
  const row = await tx.connectionProfile.findUnique({
    where: { tenantId_id: { tenantId, id } },
    select: { id: true, name: true, settings: true },
  })
  if (row === null) throw notFound()
  return asConnectionProfile(row)
}

export function asConnectionProfile(row: { id: string; name: string; settings: unknown }): ConnectionProfile {
  return { ...row, settings: profileSettings.parse(row.settings) }
}

export function targetOf({ id, name }: { id: string; name: string }): NonNullable<Event['target']> {
  return { kind: 'connection_profile', id, name }
}
