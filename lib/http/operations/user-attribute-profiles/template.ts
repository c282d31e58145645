import { notFound } from '@/lib/errors'
import { tenantRoute } from '@/lib/http/api'
import { assertAccess } from '@/lib/http/assert-access'
import {
  userAttributeProfileTemplate,
  userAttributeProfileTemplates,
  noUserAttributeProfile as absent,
} from '@/lib/http/auth0/user-attribute-profile'

export const GET = tenantRoute({
  title: 'Get a template of user attribute profiles',
  any: ['read:user_attribute_profiles'],
  answer: userAttributeProfileTemplate,
  absent,
  run: async (access, { params: { id = '' } }) => {
    const found = await assertAccess(
      access,
      userAttributeProfileTemplates.find((one) => one.id === id) ?? null,
    )
    if (found === null) throw notFound()
    return found
  },
})
