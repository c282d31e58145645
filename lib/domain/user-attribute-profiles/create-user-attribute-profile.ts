import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { lockTenant } from '../tenants/lock-tenant'
import { parseInput } from '../text/parse-input'
import { asUserAttributeProfile, type UserAttributeProfile, targetOf } from './user-attribute-profile'
import { userAttributeProfileName, type UserAttributeSettings } from './user-attribute-settings'

const mostProfiles = 100

/** @throws DomainError invalid, at the field; conflict for the 101st */
export async function createUserAttributeProfile(
  access: TenantAccess<'create:user_attribute_profiles'>,
  { name: given, settings }: { name: string; settings: UserAttributeSettings },
): Promise<UserAttributeProfile> {
  const { tenantId } = access
  const name = parseInput(userAttributeProfileName, given, 'name')
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    if ((await tx.userAttributeProfile.count({ where: { tenantId } })) >= mostProfiles) throw tooMany()
    const row = await tx.userAttributeProfile.create({
      data: { id: newId('userAttributeProfile'), name, settings },
      select: { id: true, name: true, settings: true },
    })
    const result = asUserAttributeProfile(row)
    const details = { after: { name, attributes: Object.keys(result.settings.user_attributes) } }
    return {
      result,
      events: [{ type: 'user_attribute_profile.created', target: targetOf(row), details }],
    }
  })
}

function tooMany(): DomainError {
  const sentence = `There can be at most ${mostProfiles} user attribute profiles. Delete another one first.`
  return new DomainError('conflict', sentence)
}
