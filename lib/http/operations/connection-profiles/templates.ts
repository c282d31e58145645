import { z } from 'zod'
import { tenantRoute } from '@/lib/http/api'
import { assertAccess } from '@/lib/http/assert-access'
import { connectionProfileTemplate, connectionProfileTemplates } from '@/lib/http/auth0/connection-profile'

export const GET = tenantRoute({
  title: 'List templates of connection profiles',
  any: ['read:connection_profiles'],
  answer: z.strictObject({ connection_profile_templates: z.array(connectionProfileTemplate) }),
  run: (access) => assertAccess(access, { connection_profile_templates: connectionProfileTemplates }),
})
