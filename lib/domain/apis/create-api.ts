import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/doors'
import { isUniqueViolation } from '@/lib/db/enter'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { insist } from '../text/insist'
import { parseName } from '../text/parse-name'
import { parseIdentifier } from './parse-identifier'
import { parsePermissions, type NewPermission } from './parse-permissions'
import { readApi, type Api } from './read-api'
import { parseDialect, parseLifetime } from './token-settings'

export interface NewApi {
  /** The audience; 1 to 600 characters, never changed later. */
  identifier: string
  name: string
  permissions?: readonly NewPermission[] | undefined
  enforcePolicies?: boolean | undefined
  tokenDialect?: string | undefined
  /** Seconds. */
  tokenLifetime?: number | undefined
}

/**
 * A new API of the tenant’s. Its permissions are closed to organizations until openPermissions() opens them.
 * @throws DomainError invalid; conflict at `identifier` when there is one with it
 */
export async function createApi(
  access: TenantAccess<'create:resource_servers'>,
  input: NewApi,
): Promise<Api> {
  const { permissions, ...settings } = judge(input)
  try {
    return await change(access, async (tx) => {
      const id = newId('resourceServer')
      await tx.api.create({ data: { id, ...settings } })
      await tx.permission.createMany({
        data: permissions.map(({ name, description }) => ({ apiId: id, name, description })),
      })
      const api = await readApi(tx, access.tenantId, id)
      const after = { ...settings, permissions: permissions.map(({ name }) => name) }
      return {
        result: api,
        events: [{ type: 'api.created', target: { kind: 'api', id, name: api.name }, details: { after } }],
      }
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new DomainError('conflict', 'There is an API with this identifier already.', {
      field: 'identifier',
    })
  }
}

const tenMinutes = 600

function judge(input: NewApi) {
  return {
    identifier: insist(parseIdentifier(input.identifier), 'identifier'),
    name: insist(parseName(input.name, { label: 'Name', max: 200 }), 'name'),
    enforcePolicies: input.enforcePolicies ?? false,
    tokenDialect: insist(parseDialect(input.tokenDialect ?? 'access_token'), 'token_dialect'),
    tokenLifetime: insist(parseLifetime(input.tokenLifetime ?? tenMinutes), 'token_lifetime'),
    permissions: insist(parsePermissions(input.permissions ?? []), 'permissions'),
  }
}
