import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { namesOf, parseFields } from '../fields'
import { lockTenant } from '../tenants/lock-tenant'
import { parseInput } from '../text/parse-input'
import { apiFields, type ApiSettings, type NewPermission, apiPermissions } from './api-settings'
import {
  assertPermissionLimit,
  type PermissionChanges,
  permissionChangesOf,
  removePermissions,
  writePermissions,
} from './permission-changes'
import { type Api, lockApi, readApi } from './read-api'

export interface ApiChange extends ApiSettings {
  id: string
  /** All permissions of the API, or what they become. Omitted ones are removed from every role and user. */
  permissions?:
    | readonly NewPermission[]
    | ((present: Api['permissions']) => readonly NewPermission[])
    | undefined
}

/** Of the tenant’s own Management API only the token lifetime can change. @throws DomainError not_found, invalid, too_many (permissions) */
export function updateApi(access: TenantAccess<'update:resource_servers'>, input: ApiChange): Promise<Api> {
  const settings = parseFields(apiFields, input, undefined)
  const { permissions } = input
  const parsed = typeof permissions === 'function' ? permissions : parsePermissions(permissions)
  const { tenantId } = access
  return change(access, async (tx) => {
    if (parsed !== undefined) await lockTenant(tx, tenantId)
    const api = await lockApi(tx, tenantId, input.id)
    const difference = changesOf(namesOf(apiFields), api, settings)
    const next = typeof parsed === 'function' ? parsePermissions(parsed(api.permissions)) : parsed
    const permissionChanges = permissionChangesOf(api, next ?? api.permissions)
    if (api.isPortal) assertPortalUnchanged(Object.keys(difference.after), permissionChanges)
    if (Object.keys(difference.after).length > 0)
      await tx.api.update({ where: { tenantId_id: { tenantId, id: api.id } }, data: difference.after })
    return write(tx, access, { api, difference, permissionChanges })
  })
}

function parsePermissions(permissions: readonly NewPermission[] | undefined) {
  return permissions && parseInput(apiPermissions, permissions, 'scopes')
}

interface Work {
  api: Api
  difference: { before: object; after: object }
  permissionChanges: PermissionChanges
}

async function write(
  tx: Tx,
  { tenantId }: TenantAccess,
  { api, difference, permissionChanges }: Work,
): Promise<ChangeResult<Api>> {
  const { removed, written } = permissionChanges
  if (Object.keys(difference.after).length + removed.length + written.length === 0) return unchanged(api)
  await writePermissions(tx, { tenantId, apiId: api.id }, written)
  const lost = await removePermissions(tx, tenantId, { apiId: api.id, names: removed })
  if (permissionChanges.added.length > 0) await assertPermissionLimit(tx, tenantId)
  const result = await readApi(tx, tenantId, api.id)
  const details = {
    ...difference,
    ...audited(permissionChanges),
    ...(removed.length > 0 ? { removed, ...lost } : {}),
  }
  return {
    result,
    events: [{ type: 'api.changed', target: { kind: 'api', id: api.id, name: result.name }, details }],
  }
}

function audited({ added, described, opened, closed }: PermissionChanges) {
  return {
    ...(added.length > 0 ? { added } : {}),
    ...(described > 0 ? { described } : {}),
    ...(opened.length > 0 ? { opened } : {}),
    ...(closed.length > 0 ? { closed } : {}),
  }
}

const changeableAtPortal: readonly string[] = ['tokenLifetime', 'tokenLifetimeForWeb']

function assertPortalUnchanged(changed: string[], { written, removed }: PermissionChanges): void {
  const movesPermissions = written.length + removed.length > 0
  if (!movesPermissions && changed.every((key) => changeableAtPortal.includes(key))) return
  throw new DomainError('invalid', 'Only the token lifetime of the Management API can be changed.')
}
