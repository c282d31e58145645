import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { lockTenant } from '../tenants/lock-tenant'
import { parseInput } from '../text/parse-input'
import { asSelfServiceProfile, type SelfServiceProfile, targetOf } from './queries'
import { selfServiceProfileName, type SelfServiceSettings } from './self-service-settings'

const mostProfiles = 20

/** @throws DomainError invalid, at the field; conflict for the 21st */
export async function createSelfServiceProfile(
  access: TenantAccess<'create:self_service_profiles'>,
  { name: given, settings }: { name: string; settings: SelfServiceSettings },
): Promise<SelfServiceProfile> {
  const { tenantId } = access
  const name = parseInput(selfServiceProfileName, given, 'name')
  const { description = null, user_attributes = [], allowed_strategies = [] } = settings
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    if ((await tx.selfServiceProfile.count({ where: { tenantId } })) >= mostProfiles) throw tooMany()
    const row = await tx.selfServiceProfile.create({
      data: {
        id: newId('selfServiceProfile'),
        name,
        description,
        userAttributes: user_attributes,
        allowedStrategies: allowed_strategies,
      },
      omit: { tenantId: true },
    })
    const details = { after: { name, allowed_strategies } }
    return {
      result: asSelfServiceProfile(row),
      events: [{ type: 'self_service_profile.created', target: targetOf(row), details }],
    }
  })
}

function tooMany(): DomainError {
  const sentence = `There can be at most ${mostProfiles} self-service profiles. Delete another one first.`
  return new DomainError('conflict', sentence)
}
