import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { parseInput } from '../text/parse-input'
import { apiPermissions, type ApiSettings, type NewPermission, validateApiSettings } from './api-settings'
import { type PermissionChanges, permissionChangesOf, writePermissions } from './permission-changes'
import { type Api, lockApi, readApi } from './read-api'
import { removePermissions } from './remove-permissions'

const fields = [
  'name',
  'enforcePolicies',
  'tokenDialect',
  'tokenLifetime',
  'tokenLifetimeForWeb',
  'signingAlg',
  'allowOfflineAccess',
] as const

export interface ApiChange extends ApiSettings {
  /** Its id, or its identifier. */
  id: string
  /** All that the API shall have. One left out is taken from everybody. */
  permissions?: readonly NewPermission[] | undefined
}

/**
 * Changes an API. Of the tenant’s own Management API only the token lifetime can be changed.
 * @throws DomainError not_found, invalid
 */
export function changeApi(access: TenantAccess<'update:resource_servers'>, input: ApiChange): Promise<Api> {
  const settings = validateApiSettings(input)
  const permissions = input.permissions && parseInput(apiPermissions, input.permissions, 'scopes')
  const { tenantId } = access
  return change(access, async (tx) => {
    const api = await lockApi(tx, tenantId, input.id)
    const difference = changesOf(fields, api, settings)
    const rearranged = permissionChangesOf(api, permissions ?? api.permissions)
    if (api.isPortal) keepPortal(Object.keys(difference.after), rearranged)
    if (Object.keys(difference.after).length > 0)
      await tx.api.update({ where: { tenantId_id: { tenantId, id: api.id } }, data: difference.after })
    return conclude(tx, access, { api, difference, rearranged })
  })
}

interface Work {
  api: Api
  difference: { before: object; after: object }
  rearranged: PermissionChanges
}

async function conclude(
  tx: Tx,
  { tenantId }: TenantAccess,
  { api, difference, rearranged }: Work,
): Promise<ChangeResult<Api>> {
  const { removed, written } = rearranged
  if (Object.keys(difference.after).length + removed.length + written.length === 0) return unchanged(api)
  await writePermissions(tx, { tenantId, apiId: api.id }, written)
  const lost = await removePermissions(tx, tenantId, { apiId: api.id, names: removed })
  const result = await readApi(tx, tenantId, api.id)
  const details = {
    ...difference,
    ...said(rearranged),
    ...(removed.length > 0 ? { removed, ...lost } : {}),
  }
  return {
    result,
    events: [{ type: 'api.changed', target: { kind: 'api', id: api.id, name: result.name }, details }],
  }
}

function said({ added, described, opened, closed }: PermissionChanges) {
  return {
    ...(added.length > 0 ? { added } : {}),
    ...(described > 0 ? { described } : {}),
    ...(opened.length > 0 ? { opened } : {}),
    ...(closed.length > 0 ? { closed } : {}),
  }
}

const changeableAtPortal: readonly string[] = ['tokenLifetime', 'tokenLifetimeForWeb']

function keepPortal(changed: string[], { written, removed }: PermissionChanges): void {
  const moves = written.length + removed.length > 0
  if (!moves && changed.every((key) => changeableAtPortal.includes(key))) return
  throw new DomainError('invalid', 'Only the token lifetime of the Management API can be changed.')
}
