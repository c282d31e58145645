import { getOrganizationConnection } from '@/lib/domain/connections/organization-connection'
import { removeOrganizationConnection } from '@/lib/domain/connections/remove-organization-connection'
import { updateOrganizationConnection } from '@/lib/domain/connections/update-organization-connection'
import { orgRoute } from '@/lib/http/api'
import {
  noConnection,
  organizationConnectionAnswer,
  organizationConnectionChange,
  organizationConnectionInput,
  organizationConnectionWire,
} from '@/lib/http/auth0/organization-connection'

const includeDisabled = true

export const GET = orgRoute({
  title: 'Get a connection of an organization',
  any: ['read:organization_connections'],
  answer: organizationConnectionAnswer,
  absent: noConnection,
  run: async (access, { params: { connection_id: id = '' } }) =>
    organizationConnectionWire(await getOrganizationConnection(access, { id, includeDisabled })),
})

export const PATCH = orgRoute({
  title: 'Change a connection of an organization',
  any: ['update:organization_connections'],
  body: organizationConnectionChange,
  answer: organizationConnectionAnswer,
  refusals: [409],
  absent: noConnection,
  current: GET,
  run: async (access, { params: { connection_id: id = '' }, body }) =>
    organizationConnectionWire(
      await updateOrganizationConnection(access, {
        id,
        includeDisabled,
        ...organizationConnectionInput(body),
      }),
    ),
})

export const DELETE = orgRoute({
  title: 'Remove a connection from an organization',
  any: ['delete:organization_connections'],
  status: 204,
  refusals: [409],
  absent: noConnection,
  current: GET,
  run: (access, { params: { connection_id: id = '' } }) =>
    removeOrganizationConnection(access, { id, includeDisabled }),
})
