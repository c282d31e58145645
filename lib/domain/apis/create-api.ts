import type { TenantAccess } from '@/lib/access'
import { isUniqueViolation } from '@/lib/db/request-context'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { initialOf, parseFields, withoutUndefined } from '../fields'
import { isMyOrganizationIdentifier } from '../my-organization/api'
import { lockTenant } from '../tenants/lock-tenant'
import { parseInput } from '../text/parse-input'
import {
  apiFields,
  apiIdentifier,
  apiPermissions,
  type ApiSettings,
  type NewPermission,
} from './api-settings'
import { assertPermissionLimit } from './permission-changes'
import { type Api, readApi } from './read-api'

export interface NewApi extends ApiSettings {
  /** The audience: immutable. */
  identifier: string
  name: string
  permissions?: readonly NewPermission[] | undefined
}

/** @throws DomainError invalid; too_many (permissions); conflict at `identifier` if another API has it */
export async function createApi(
  access: TenantAccess<'create:resource_servers'>,
  input: NewApi,
): Promise<Api> {
  const given = parseFields(apiFields, input, undefined)
  const permissions = parseInput(apiPermissions, input.permissions ?? [], 'scopes')
  const identifier = parseInput(apiIdentifier, input.identifier, 'identifier')
  const settings = { ...initialOf(apiFields), ...withoutUndefined(given), name: given.name, identifier }
  try {
    return await change(access, async (tx) => {
      const id = newId('resourceServer')
      // The My Organization API has no row that a unique index could protect.
      if (await isMyOrganizationIdentifier(tx, access.tenantId, identifier)) throw alreadyExists()
      if (permissions.length > 0) await lockTenant(tx, access.tenantId)
      await tx.api.create({ data: { id, ...settings } })
      await tx.permission.createMany({
        data: permissions.map(({ name, description, openToOrganizations = false }) => ({
          apiId: id,
          name,
          description,
          openToOrganizations,
        })),
      })
      if (permissions.length > 0) await assertPermissionLimit(tx, access.tenantId)
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
    throw alreadyExists()
  }
}

function alreadyExists(): DomainError {
  return new DomainError('conflict', 'An API with this identifier already exists.', { field: 'identifier' })
}
