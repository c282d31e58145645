import { getOrganizationConnection } from '@/lib/domain/connections/organization-connection'
import { removeOrganizationConnection } from '@/lib/domain/connections/remove-organization-connection'
import { updateOrganizationConnection } from '@/lib/domain/connections/update-organization-connection'
import { orgRoute } from '@/lib/http/api'
import {
  enabledConnectionAnswer,
  enabledConnectionChange,
  enabledConnectionWire,
  noConnection,
  enabledConnectionInput,
} from '@/lib/http/auth0/organization-connection'

export const GET = orgRoute({
  title: 'Get an enabled connection of an organization',
  any: ['read:organization_connections'],
  answer: enabledConnectionAnswer,
  absent: noConnection,
  run: async (access, { params: { connectionId: id = '' } }) =>
    enabledConnectionWire(await getOrganizationConnection(access, { id })),
})

export const PATCH = orgRoute({
  title: 'Change an enabled connection of an organization',
  any: ['update:organization_connections'],
  body: enabledConnectionChange,
  answer: enabledConnectionAnswer,
  refusals: [409],
  absent: noConnection,
  current: GET,
  run: async (access, { params: { connectionId: id = '' }, body }) =>
    enabledConnectionWire(
      await updateOrganizationConnection(access, { id, ...enabledConnectionInput(body) }),
    ),
})

export const DELETE = orgRoute({
  title: 'Disable a connection in an organization',
  any: ['delete:organization_connections'],
  status: 204,
  refusals: [409],
  absent: noConnection,
  current: GET,
  run: (access, { params: { connectionId: id = '' } }) => removeOrganizationConnection(access, { id }),
})
