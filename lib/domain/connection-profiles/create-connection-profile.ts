import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { lockTenant } from '../tenants/lock-tenant'
import { parseInput } from '../text/parse-input'
import { asConnectionProfile, type ConnectionProfile, targetOf } from './connection-profile'
import { connectionProfileName, type ProfileSettings } from './profile-settings'

const mostProfiles = 100

/** @throws DomainError invalid, at the field; conflict for the 101st */
export async function createConnectionProfile(
  access: TenantAccess<'create:connection_profiles'>,
  { name: given, settings }: { name: string; settings: ProfileSettings },
): Promise<ConnectionProfile> {
  const { tenantId } = access
  const name = parseInput(connectionProfileName, given, 'name')
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    if ((await tx.connectionProfile.count({ where: { tenantId } })) >= mostProfiles) throw tooMany()
    const row = await tx.connectionProfile.create({
      data: { id: newId('connectionProfile'), name, settings },
      select: { id: true, name: true, settings: true },
    })
    const result = asConnectionProfile(row)
    const details = { after: { name, ...result.settings } }
    return {
      result,
      events: [{ type: 'connection_profile.created', target: targetOf(row), details }],
    }
  })
}

function tooMany(): DomainError {
  const sentence = `There can be at most ${mostProfiles} connection profiles. Delete another one first.`
  return new DomainError('conflict', sentence)
}
