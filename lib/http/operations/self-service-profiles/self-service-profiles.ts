import { z } from 'zod'
import { createSelfServiceProfile } from '@/lib/domain/self-service-profiles/create-self-service-profile'
import { listSelfServiceProfiles } from '@/lib/domain/self-service-profiles/queries'
import { tenantRoute } from '@/lib/http/api'
import { offsetOf, offsetQuery, pageAnswer, pageOf } from '@/lib/http/auth0/paging'
import {
  newSelfServiceProfile,
  selfServiceProfileAnswer,
  selfServiceProfileWire,
} from '@/lib/http/auth0/self-service-profile'

const key = 'self_service_profiles'

export const GET = tenantRoute({
  title: 'List self-service profiles',
  any: ['read:self_service_profiles'],
  query: z.object(offsetQuery),
  answer: pageAnswer(key, selfServiceProfileAnswer),
  run: async (access, { query }) => {
    const found = await listSelfServiceProfiles(access, offsetOf(query))
    return pageOf(query, found, { key, wire: selfServiceProfileWire })
  },
})

export const POST = tenantRoute({
  title: 'Create a self-service profile',
  any: ['create:self_service_profiles'],
  body: newSelfServiceProfile,
  status: 201,
  answer: selfServiceProfileAnswer,
  refusals: [409],
  run: async (access, { body: { name, ...settings } }) =>
    selfServiceProfileWire(await createSelfServiceProfile(access, { name, settings })),
})
