import { authorize, may, type TenantAccess, type TenantActor } from '@/lib/access'
import { listApis } from '@/lib/domain/apis/queries'
import { listClientGrants } from '@/lib/domain/client-grants/list-client-grants'
import type { Client } from '@/lib/domain/clients/read-client'

interface AudienceFinder {
  /** What `find` reads with. */
  accesses: TenantAccess[]
  find: (client: Client) => Promise<Audience>
}

interface Audience {
  /** The API that the snippets ask tokens for; null if there is none, or none that the reader may see. */
  audience: string | null
  /** The application is a machine without access to any API. */
  isRefused: boolean
}

const first = { skip: 0, isCounted: false }

/** Of a machine, the first API that it has access to. */
export function audienceFinder(actor: TenantActor): AudienceFinder {
  const apis = may(actor, 'read:resource_servers') ? authorize(actor, 'read:resource_servers') : null
  const grants = may(actor, 'read:client_grants') ? authorize(actor, 'read:client_grants') : null
  return {
    accesses: [apis, grants].filter((access) => access !== null),
    find: async ({ id: clientId, grantTypes }) => {
      const granted =
        grants && grantTypes.includes('client_credentials')
          ? (await listClientGrants(grants, { take: 1, ...first }, { clientId, subjectType: 'client' })).rows
          : null
      const [grant] = granted ?? []
      if (grant) return { audience: grant.audience, isRefused: false }
      // The tenant’s own Management API comes first.
      const { rows } = apis ? await listApis(apis, { take: 2, ...first }) : { rows: [] }
      const own = rows.find(({ isPortal }) => !isPortal)
      return { audience: own?.identifier ?? null, isRefused: granted !== null }
    },
  }
}
