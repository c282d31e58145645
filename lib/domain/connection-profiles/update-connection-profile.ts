import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { changesOf } from '../changes-of'
import { parseInput } from '../text/parse-input'
import { type ConnectionProfile, readConnectionProfile, targetOf } from './connection-profile'
import { connectionProfileName, settingNames, type ProfileSettings } from './profile-settings'

/** Undefined fields stay unchanged; others are replaced whole. Acts on requests within seconds. */
interface ConnectionProfileChanges {
  id: string
  name?: string | undefined
  settings: ProfileSettings
}

/** @throws DomainError not_found; invalid, at the field */
export async function updateConnectionProfile(
  access: TenantAccess<'update:connection_profiles'>,
  { id, settings, ...input }: ConnectionProfileChanges,
): Promise<ConnectionProfile> {
  const { tenantId } = access
  const name = input.name === undefined ? undefined : parseInput(connectionProfileName, input.name, 'name')
  return change(access, async (tx) => {
    await tx.$queryRaw`
      SELECT id FROM connection_profiles WHERE tenant_id = ${tenantId} AND id = ${id} FOR NO KEY UPDATE`
    const present = await readConnectionProfile(tx, tenantId, id)
    const flat = { name: present.name, ...present.settings }
    const changes = changesOf(['name', ...settingNames], flat, { name, ...settings })
    if (Object.keys(changes.after).length === 0) return unchanged(present)
    const { name: newName = present.name, ...changed } = changes.after
    const result = { id, name: newName, settings: { ...present.settings, ...changed } }
    await tx.connectionProfile.update({
      where: { tenantId_id: { tenantId, id } },
      data: { name: newName, settings: result.settings },
    })
    const target = targetOf(result)
    return { result, events: [{ type: 'connection_profile.changed', target, details: { ...changes } }] }
  })
}
