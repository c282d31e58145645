import { z } from 'zod'
import { listConnectionDirectories } from '@/lib/domain/directories/connection-directory'
import { tenantRoute } from '@/lib/http/api'
import { checkpointAnswer, checkpointPage, checkpointQuery } from '@/lib/http/auth0/checkpoint'
import { scimConfigurationAnswer, scimConfigurationWire } from '@/lib/http/auth0/scim-configuration'

const key = 'scim_configurations'

export const GET = tenantRoute({
  title: 'List the SCIM configurations of all connections',
  any: ['read:scim_config'],
  query: z.object(checkpointQuery),
  answer: checkpointAnswer(key, scimConfigurationAnswer),
  run: (access, { query, tenant }) =>
    checkpointPage(query, (window) => listConnectionDirectories(access, window), {
      key,
      wire: (directory) => scimConfigurationWire(directory, tenant),
    }),
})
