import { connectionProfiles } from '@/lib/domain/connection-profiles/profile-settings'
import { deleteProfile } from '@/lib/domain/named-profiles/delete-profile'
import { getProfile } from '@/lib/domain/named-profiles/named-profile'
import { updateProfile } from '@/lib/domain/named-profiles/update-profile'
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
    connectionProfileWire(await getProfile(access, connectionProfiles, id)),
})

export const PATCH = tenantRoute({
  title: 'Change a connection profile; a property is replaced whole',
  any: ['update:connection_profiles'],
  body: connectionProfileChange,
  answer: connectionProfileAnswer,
  absent,
  current: GET,
  run: async (access, { params: { id = '' }, body: { name, ...settings } }) =>
    connectionProfileWire(await updateProfile(access, connectionProfiles, { id, name, settings })),
})

export const DELETE = tenantRoute({
  title: 'Delete a connection profile that no application uses',
  any: ['delete:connection_profiles'],
  status: 204,
  absent,
  current: GET,
  refusals: [409],
  run: (access, { params: { id = '' } }) => deleteProfile(access, connectionProfiles, id),
})
