import { z } from 'zod'
import { createConnectionProfile } from '@/lib/domain/connection-profiles/create-connection-profile'
import { listConnectionProfiles } from '@/lib/domain/connection-profiles/list-connection-profiles'
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
    checkpointPage(query, (window) => listConnectionProfiles(access, window), {
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
    connectionProfileWire(await createConnectionProfile(access, { name, settings })),
})
