import { findOwnerAccess, getConnectionDirectory } from '@/lib/domain/directories/connection-directory'
import { turnOffDirectory, turnOnDirectory } from '@/lib/domain/directories/turn-on-directory'
import { tenantRoute } from '@/lib/http/api'
import { noConnection } from '@/lib/http/auth0/organization-connection'
import {
  absentConnection,
  noScimConfiguration as absent,
  notOfAnOrganization,
  scimConfigurationAnswer,
  scimConfigurationBody,
  scimConfigurationExists,
  scimConfigurationWire,
} from '@/lib/http/auth0/scim-configuration'

export const GET = tenantRoute({
  title: 'Get the SCIM configuration of a connection',
  any: ['read:scim_config'],
  answer: scimConfigurationAnswer,
  absent,
  run: async (access, { params: { id = '' }, tenant }) =>
    scimConfigurationWire(await getConnectionDirectory(access, id).catch(absentConnection), tenant),
})

export const POST = tenantRoute({
  title: 'Create the SCIM configuration of a connection',
  any: ['create:scim_config'],
  body: scimConfigurationBody,
  status: 201,
  answer: scimConfigurationAnswer,
  refusals: [409],
  absent: noConnection,
  run: async (access, { params: { id: connectionId = '' }, tenant }) => {
    const owner = await findOwnerAccess(access, { permission: 'create:scim_config', connectionId })
    if (owner === null) throw notOfAnOrganization()
    const { provider, wasOn } = await turnOnDirectory(owner, connectionId)
    if (wasOn) throw scimConfigurationExists()
    const { name, strategy, provisionedSince: createdAt } = provider
    return scimConfigurationWire({ connectionId, name, strategy, createdAt }, tenant)
  },
})

export const PATCH = tenantRoute({
  title: 'Confirm the SCIM configuration of a connection, which has nothing to change',
  any: ['update:scim_config'],
  body: scimConfigurationBody,
  answer: scimConfigurationAnswer,
  absent,
  current: GET,
  run: async (access, { params: { id = '' }, tenant }) =>
    scimConfigurationWire(await getConnectionDirectory(access, id).catch(absentConnection), tenant),
})

export const DELETE = tenantRoute({
  title: 'Delete the SCIM configuration of a connection',
  any: ['delete:scim_config'],
  status: 204,
  absent,
  current: GET,
  run: async (access, { params: { id: connectionId = '' } }) => {
    const permission = 'delete:scim_config'
    const owner = await findOwnerAccess(access, { permission, connectionId }).catch(absentConnection)
    if (owner === null) throw absent()
    await turnOffDirectory(owner, connectionId)
  },
})
