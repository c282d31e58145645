import { z } from 'zod'
import { userAttributeProfiles } from '@/lib/domain/user-attribute-profiles/user-attribute-settings'
import { createProfile } from '@/lib/domain/named-profiles/create-profile'
import { listProfiles } from '@/lib/domain/named-profiles/named-profile'
import { tenantRoute } from '@/lib/http/api'
import { checkpointAnswer, checkpointPage, checkpointQuery } from '@/lib/http/auth0/checkpoint'
import {
  userAttributeProfileAnswer,
  userAttributeProfileWire,
  newUserAttributeProfile,
} from '@/lib/http/auth0/user-attribute-profile'

const key = 'user_attribute_profiles'

export const GET = tenantRoute({
  title: 'List user attribute profiles',
  any: ['read:user_attribute_profiles'],
  query: z.object(checkpointQuery),
  answer: checkpointAnswer(key, userAttributeProfileAnswer),
  run: (access, { query }) =>
    checkpointPage(query, (window) => listProfiles(access, userAttributeProfiles, window), {
      key,
      wire: userAttributeProfileWire,
    }),
})

export const POST = tenantRoute({
  title: 'Create a user attribute profile',
  any: ['create:user_attribute_profiles'],
  body: newUserAttributeProfile,
  status: 201,
  answer: userAttributeProfileAnswer,
  refusals: [409],
  run: async (access, { body: { name, ...settings } }) =>
    userAttributeProfileWire(await createProfile(access, userAttributeProfiles, { name, settings })),
})
