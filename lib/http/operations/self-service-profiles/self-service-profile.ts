import { deleteSelfServiceProfile } from '@/lib/domain/self-service-profiles/delete-self-service-profile'
import { getSelfServiceProfile } from '@/lib/domain/self-service-profiles/queries'
import { updateSelfServiceProfile } from '@/lib/domain/self-service-profiles/update-self-service-profile'
import { tenantRoute } from '@/lib/http/api'
import {
  noSelfServiceProfile as absent,
  selfServiceProfileAnswer,
  selfServiceProfileChange,
  selfServiceProfileWire,
} from '@/lib/http/auth0/self-service-profile'

export const GET = tenantRoute({
  title: 'Get a self-service profile',
  any: ['read:self_service_profiles'],
  answer: selfServiceProfileAnswer,
  absent,
  run: async (access, { params: { id = '' } }) =>
    selfServiceProfileWire(await getSelfServiceProfile(access, id)),
})

export const PATCH = tenantRoute({
  title: 'Change a self-service profile, also for its tickets; a property is replaced whole',
  any: ['update:self_service_profiles'],
  body: selfServiceProfileChange,
  answer: selfServiceProfileAnswer,
  absent,
  current: GET,
  run: async (access, { params: { id = '' }, body: { name, ...settings } }) =>
    selfServiceProfileWire(await updateSelfServiceProfile(access, { id, name, settings })),
})

export const DELETE = tenantRoute({
  title: 'Delete a self-service profile and its tickets',
  any: ['delete:self_service_profiles'],
  status: 204,
  absent,
  current: GET,
  run: (access, { params: { id = '' } }) => deleteSelfServiceProfile(access, id),
})
