import { z } from 'zod'
import { tenantRoute } from '@/lib/http/api'
import { assertAccess } from '@/lib/http/assert-access'
import {
  userAttributeProfileTemplate,
  userAttributeProfileTemplates,
} from '@/lib/http/auth0/user-attribute-profile'

export const GET = tenantRoute({
  title: 'List templates of user attribute profiles',
  any: ['read:user_attribute_profiles'],
  answer: z.strictObject({ user_attribute_profile_templates: z.array(userAttributeProfileTemplate) }),
  run: (access) => assertAccess(access, { user_attribute_profile_templates: userAttributeProfileTemplates }),
})
