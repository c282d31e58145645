import { tryAuthorize, type TenantAccess, type TenantActor } from '@/lib/access'
import { listApis } from '@/lib/domain/apis/queries'
import { listClientGrants } from '@/lib/domain/client-grants/list-client-grants'
import type { Client } from '@/lib/domain/clients/read-client'
import type { Audience } from './guide-values'

interface AudienceFinder {
  /** Those that `find` needs. */
  accesses: (TenantAccess | null)[]
  find: (client: Client) => Promise<Audience>
}

const first = { skip: 0, isCounted: false }

/** Of a machine, the first API that it has access to. */
export function audienceFinder(actor: TenantActor): AudienceFinder {
  const apis = tryAuthorize(actor, 'read:resource_servers')
  const grants = tryAuthorize(actor, 'read:client_grants')
  return {
    accesses: [apis, grants],
    find: async ({ id: clientId, grantTypes }) => {
      const granted =
        grants && grantTypes.includes('client_credentials')
          ? (await listClientGrants(grants, { take: 1, ...first }, { clientId, subjectType: 'client' })).rows
          : null
      const [grant] = granted ?? []
      if (grant) return { audience: grant.audience, hasNoAccess: false }
      // The tenant’s own Management API comes first.
      const { rows } = apis ? await listApis(apis, { take: 2, ...first }) : { rows: [] }
      const own = rows.find(({ isPortal }) => !isPortal)
      return { audience: own?.identifier ?? null, hasNoAccess: granted !== null }
    },
  }
}
