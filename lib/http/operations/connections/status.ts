import { explainFailure } from '@/lib/domain/connections/connection-failures'
import { findConnectionProvider } from '@/lib/domain/connections/find-provider'
import { tenantRoute } from '@/lib/http/api'
import { noConnection } from '@/lib/http/auth0/organization-connection'
import { ApiProblem } from '@/lib/http/auth0/problem'
import { findConfigurationProblem } from '@/lib/federation/configuration'

export const GET = tenantRoute({
  title: 'Check whether a connection’s provider answers',
  any: ['read:connections'],
  absent: noConnection,
  run: async (access, { params: { id = '' } }) => {
    const provider = await findConnectionProvider(access, id)
    const reason = provider && (await findConfigurationProblem(provider))
    if (reason !== null)
      throw new ApiProblem(404, explainFailure(reason).admin, { errorCode: 'connection_offline' })
  },
})
