import { notFound } from '@/lib/errors'
import { tenantRoute } from '@/lib/http/api'
import { assertAccess } from '@/lib/http/assert-access'
import {
  connectionProfileTemplate,
  connectionProfileTemplates,
  noConnectionProfile as absent,
} from '@/lib/http/auth0/connection-profile'

export const GET = tenantRoute({
  title: 'Get a template of connection profiles',
  any: ['read:connection_profiles'],
  answer: connectionProfileTemplate,
  absent,
  run: async (access, { params: { id = '' } }) => {
    const found = await assertAccess(access, connectionProfileTemplates.find((one) => one.id === id) ?? null)
    if (found === null) throw notFound()
    return found
  },
})
