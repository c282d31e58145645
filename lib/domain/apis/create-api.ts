import type { TenantAccess } from '@/lib/access'
import { isUniqueViolation } from '@/lib/db/request-context'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { parseInput } from '../text/parse-input'
import {
  apiIdentifier,
  apiPermissions,
  type ApiSettings,
  type NewPermission,
  validateApiSettings,
} from './api-settings'
import { type Api, readApi } from './read-api'

export interface NewApi extends ApiSettings {
  /** The audience; 1 to 600 characters, never changed later. */
  identifier: string
  name: string
  permissions?: readonly NewPermission[] | undefined
}

/**
 * A new API of the tenant’s. Its permissions are closed to organizations unless it is said.
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
        data: permissions.map(({ name, description, openToOrganizations = false }) => ({
          apiId: id,
          name,
          description,
          openToOrganizations,
        })),
      })
      const api = await readApi(tx, access.tenantId, id)
      const opened = permissions.filter(({ openToOrganizations }) => openToOrganizations)
      const after = {
        ...settings,
        permissions: permissions.map(({ name }) => name),
        ...(opened.length > 0 ? { opened: opened.map(({ name }) => name) } : {}),
      }
      return {
        result: api,
        events: [{ type: 'api.created', target: { kind: 'api', id, name: api.name }, details: { after } }],
      }
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new DomainError('conflict', 'An API with this identifier already exists.', {
      field: 'identifier',
    })
  }
}

const tenMinutes = 600
const twoHours = 7200

function judge(input: NewApi) {
  const given = validateApiSettings(input)
  return {
    identifier: parseInput(apiIdentifier, input.identifier, 'identifier'),
    name: given.name ?? input.name,
    enforcePolicies: given.enforcePolicies ?? false,
    tokenDialect: given.tokenDialect ?? 'access_token',
    tokenLifetime: given.tokenLifetime ?? tenMinutes,
    tokenLifetimeForWeb: given.tokenLifetimeForWeb ?? twoHours,
    signingAlg: given.signingAlg ?? 'RS256',
    allowOfflineAccess: given.allowOfflineAccess ?? true,
    permissions: parseInput(apiPermissions, input.permissions ?? [], 'scopes'),
  }
}
