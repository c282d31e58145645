import { findOwnerAccess } from '@/lib/domain/directories/connection-directory'
import { revokeDirectoryToken } from '@/lib/domain/directories/directory-tokens'
import { tenantRoute } from '@/lib/http/api'
import { absentConnection, noScimToken } from '@/lib/http/auth0/scim-configuration'

export const DELETE = tenantRoute({
  title: 'Delete a SCIM token of a connection',
  any: ['delete:scim_token'],
  status: 204,
  absent: noScimToken,
  run: async (access, { params: { id: connectionId = '', tokenId = '' } }) => {
    const permission = 'delete:scim_token'
    const owner = await findOwnerAccess(access, { permission, connectionId }).catch(absentConnection)
    if (owner === null) throw noScimToken()
    await revokeDirectoryToken(owner, { connectionId, tokenId })
  },
})
