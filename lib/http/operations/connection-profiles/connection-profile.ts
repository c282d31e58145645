import { deleteConnectionProfile } from '@/lib/domain/connection-profiles/delete-connection-profile'
import { getConnectionProfile } from '@/lib/domain/connection-profiles/list-connection-profiles'
import { updateConnectionProfile } from '@/lib/domain/connection-profiles/update-connection-profile'
import { tenantRoute } from '@/lib/http/api'
import {
  connectionProfileAnswer,
  connectionProfileChange,
  connectionProfileWire,
  noConnectionProfile as absent,
} from '@/lib/http/auth0/connection-profile'

export const GET = tenantRoute({
  title: 'Get a connection profile',
  any: ['read:connection_profiles'],
  answer: connectionProfileAnswer,
  absent,
  run: async (access, { params: { id = '' } }) =>
    connectionProfileWire(await getConnectionProfile(access, id)),
})

export const PATCH = tenantRoute({
  title: 'Change a connection profile; a property is replaced whole',
  any: ['update:connection_profiles'],
  body: connectionProfileChange,
  answer: connectionProfileAnswer,
  absent,
  current: GET,
  run: async (access, { params: { id = '' }, body: { name, ...settings } }) =>
    connectionProfileWire(await updateConnectionProfile(access, { id, name, settings })),
})

export const DELETE = tenantRoute({
  title: 'Delete a connection profile that no application uses',
  any: ['delete:connection_profiles'],
  status: 204,
  absent,
  current: GET,
  refusals: [409],
  run: (access, { params: { id = '' } }) => deleteConnectionProfile(access, id),
})
