import { z } from 'zod'
import { findOwnerAccess, listConnectionTokens } from '@/lib/domain/directories/connection-directory'
import { createDirectoryToken } from '@/lib/domain/directories/directory-tokens'
import { tenantRoute } from '@/lib/http/api'
import {
  absentConnection,
  createdScimToken,
  createdTokenWire,
  newScimToken,
  noScimConfiguration as absent,
  scimTokenAnswer,
  scimTokenWire,
} from '@/lib/http/auth0/scim-configuration'

export const GET = tenantRoute({
  title: 'List the SCIM tokens of a connection',
  any: ['read:scim_token'],
  answer: z.array(scimTokenAnswer),
  absent,
  run: async (access, { params: { id = '' } }) =>
    (await listConnectionTokens(access, id).catch(absentConnection)).map(scimTokenWire),
})

export const POST = tenantRoute({
  title: 'Create a SCIM token of a connection',
  any: ['create:scim_token'],
  body: newScimToken,
  status: 201,
  answer: createdScimToken,
  refusals: [409],
  absent,
  run: async (access, { params: { id: connectionId = '' }, body: { token_lifetime: seconds = null } }) => {
    const permission = 'create:scim_token'
    const owner = await findOwnerAccess(access, { permission, connectionId }).catch(absentConnection)
    if (owner === null) throw absent()
    const { token, ...created } = await createDirectoryToken(owner, { connectionId, seconds })
    return { ...createdTokenWire(created), token }
  },
})
