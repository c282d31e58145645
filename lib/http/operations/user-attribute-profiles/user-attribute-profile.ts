import { userAttributeProfiles } from '@/lib/domain/user-attribute-profiles/user-attribute-settings'
import { deleteProfile } from '@/lib/domain/named-profiles/delete-profile'
import { getProfile } from '@/lib/domain/named-profiles/named-profile'
import { updateProfile } from '@/lib/domain/named-profiles/update-profile'
import { tenantRoute } from '@/lib/http/api'
import {
  userAttributeProfileAnswer,
  userAttributeProfileChange,
  userAttributeProfileWire,
  noUserAttributeProfile as absent,
} from '@/lib/http/auth0/user-attribute-profile'

export const GET = tenantRoute({
  title: 'Get a user attribute profile',
  any: ['read:user_attribute_profiles'],
  answer: userAttributeProfileAnswer,
  absent,
  run: async (access, { params: { id = '' } }) =>
    userAttributeProfileWire(await getProfile(access, userAttributeProfiles, id)),
})

export const PATCH = tenantRoute({
  title: 'Change a user attribute profile; a property is replaced whole',
  any: ['update:user_attribute_profiles'],
  body: userAttributeProfileChange,
  answer: userAttributeProfileAnswer,
  absent,
  current: GET,
  run: async (access, { params: { id = '' }, body: { name, ...settings } }) =>
    userAttributeProfileWire(await updateProfile(access, userAttributeProfiles, { id, name, settings })),
})

export const DELETE = tenantRoute({
  title: 'Delete a user attribute profile that no application uses',
  any: ['delete:user_attribute_profiles'],
  status: 204,
  absent,
  current: GET,
  refusals: [409],
  run: (access, { params: { id = '' } }) => deleteProfile(access, userAttributeProfiles, id),
})
