import { z } from 'zod'
import { connectionProfiles } from '@/lib/domain/connection-profiles/profile-settings'
import { createProfile } from '@/lib/domain/named-profiles/create-profile'
import { listProfiles } from '@/lib/domain/named-profiles/named-profile'
import { tenantRoute } from '@/lib/http/api'
import { checkpointAnswer, checkpointPage, checkpointQuery } from '@/lib/http/auth0/checkpoint'
import {
  connectionProfileAnswer,
  connectionProfileWire,
  newConnectionProfile,
} from '@/lib/http/auth0/connection-profile'

const key = 'connection_profiles'

export const GET = tenantRoute({
  title: 'List connection profiles',
  any: ['read:connection_profiles'],
  query: z.object(checkpointQuery),
  answer: checkpointAnswer(key, connectionProfileAnswer),
  run: (access, { query }) =>
    checkpointPage(query, (window) => listProfiles(access, connectionProfiles, window), {
      key,
      wire: connectionProfileWire,
    }),
})

export const POST = tenantRoute({
  title: 'Create a connection profile',
  any: ['create:connection_profiles'],
  body: newConnectionProfile,
  status: 201,
  answer: connectionProfileAnswer,
  refusals: [409],
  run: async (access, { body: { name, ...settings } }) =>
    connectionProfileWire(await createProfile(access, connectionProfiles, { name, settings })),
})
