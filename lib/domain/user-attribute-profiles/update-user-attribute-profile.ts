import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { changesOf } from '../changes-of'
import { parseInput } from '../text/parse-input'
import { type UserAttributeProfile, readUserAttributeProfile, targetOf } from './user-attribute-profile'
import {
  userAttributeProfileName,
  userAttributeSettingNames,
  type UserAttributeSettings,
} from './user-attribute-settings'

/** Undefined fields stay unchanged; others are replaced whole. Acts on requests within seconds. */
interface UserAttributeProfileChanges {
  id: string
  name?: string | undefined
  settings: { [K in keyof UserAttributeSettings]?: UserAttributeSettings[K] | undefined }
}

/** @throws DomainError not_found; invalid, at the field */
export async function updateUserAttributeProfile(
  access: TenantAccess<'update:user_attribute_profiles'>,
  { id, settings, ...input }: UserAttributeProfileChanges,
): Promise<UserAttributeProfile> {
  const { tenantId } = access
  const name = input.name === undefined ? undefined : parseInput(userAttributeProfileName, input.name, 'name')
  return change(access, async (tx) => {
    await tx.$queryRaw`
      SELECT id FROM user_attribute_profiles WHERE tenant_id = ${tenantId} AND id = ${id} FOR NO KEY UPDATE`
    const present = await readUserAttributeProfile(tx, tenantId, id)
    const flat = { name: present.name, ...present.settings }
    const changes = changesOf(['name', ...userAttributeSettingNames], flat, { name, ...settings })
    if (Object.keys(changes.after).length === 0) return unchanged(present)
    const { name: newName = present.name, ...changed } = changes.after
    const result = { id, name: newName, settings: { ...present.settings, ...changed } }
    await tx.userAttributeProfile.update({
      where: { tenantId_id: { tenantId, id } },
      data: { name: newName, settings: result.settings },
    })
    const target = targetOf(result)
    return {
      result,
      events: [
        { type: 'user_attribute_profile.changed', target, details: { changed: Object.keys(changes.after) } },
      ],
    }
  })
}
