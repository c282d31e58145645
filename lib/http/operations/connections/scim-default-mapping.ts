import { findOwnerAccess } from '@/lib/domain/directories/connection-directory'
import { tenantRoute } from '@/lib/http/api'
import {
  absentConnection,
  defaultMapping,
  mappingAnswer,
  noScimConfiguration as absent,
} from '@/lib/http/auth0/scim-configuration'

export const GET = tenantRoute({
  title: 'Get the default SCIM mapping of a connection',
  any: ['read:scim_config'],
  answer: mappingAnswer,
  absent,
  run: async (access, { params: { id: connectionId = '' } }) => {
    const permission = 'read:scim_config'
    const owner = await findOwnerAccess(access, { permission, connectionId }).catch(absentConnection)
    if (owner === null) throw absent()
    return { mapping: defaultMapping }
  },
})
