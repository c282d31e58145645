import type { TenantAccess } from '@/lib/access'
import { change, unchanged, type Changed } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { insist } from '../text/insist'
import { parseName } from '../text/parse-name'
import { parsePermissions, type NewPermission } from './parse-permissions'
import { lockApi, readApi, type Api } from './read-api'
import { parseDialect, parseLifetime } from './token-settings'
import { withdrawPermissions } from './withdraw-permissions'

const fields = ['name', 'enforcePolicies', 'tokenDialect', 'tokenLifetime'] as const

/** What is left out stays as it is. */
export interface ApiChange {
  id: string
  name?: string | undefined
  enforcePolicies?: boolean | undefined
  tokenDialect?: string | undefined
  /** Seconds. */
  tokenLifetime?: number | undefined
  /** All that the API shall have. One left out is taken from everybody; one that stays stays open or closed. */
  permissions?: readonly NewPermission[] | undefined
}

/**
 * Changes an API. Of the tenant’s own Management API only the token lifetime can be changed.
 * @throws DomainError not_found, invalid
 */
export function changeApi(access: TenantAccess<'update:resource_servers'>, input: ApiChange): Promise<Api> {
  const { settings, permissions } = judge(input)
  const { tenantId } = access
  return change(access, async (tx) => {
    const api = await lockApi(tx, tenantId, input.id)
    const difference = changesOf(fields, api, settings)
    const rearranged = permissions && rearrangement(api, permissions)
    if (api.isPortal) keepPortal(Object.keys(difference.after), rearranged)
    if (Object.keys(difference.after).length > 0)
      await tx.api.update({ where: { tenantId_id: { tenantId, id: api.id } }, data: difference.after })
    return conclude(tx, access, { api, difference, rearranged })
  })
}

interface Rearrangement {
  /** New ones, and those with another description. */
  written: NewPermission[]
  added: string[]
  removed: string[]
}
interface Work {
  api: Api
  difference: { before: object; after: object }
  rearranged: Rearrangement | undefined
}

async function conclude(
  tx: Tx,
  { tenantId }: TenantAccess,
  { api, difference, rearranged }: Work,
): Promise<Changed<Api>> {
  const { added = [], removed = [], written = [] } = rearranged ?? {}
  if (Object.keys(difference.after).length + removed.length + written.length === 0) return unchanged(api)
  await write(tx, { tenantId, apiId: api.id }, written)
  const lost = await withdrawPermissions(tx, tenantId, { apiId: api.id, names: removed })
  const result = await readApi(tx, tenantId, api.id)
  const described = written.length - added.length
  const details = {
    ...difference,
    ...(added.length > 0 ? { added } : {}),
    ...(described > 0 ? { described } : {}),
    ...(removed.length > 0 ? { removed, ...lost } : {}),
  }
  return {
    result,
    events: [{ type: 'api.changed', target: { kind: 'api', id: api.id, name: result.name }, details }],
  }
}

function judge(input: ApiChange) {
  const { name, enforcePolicies, tokenDialect, tokenLifetime, permissions } = input
  const settings = {
    name: name === undefined ? undefined : insist(parseName(name, { label: 'Name', max: 200 }), 'name'),
    enforcePolicies,
    tokenDialect:
      tokenDialect === undefined ? undefined : insist(parseDialect(tokenDialect), 'token_dialect'),
    tokenLifetime:
      tokenLifetime === undefined ? undefined : insist(parseLifetime(tokenLifetime), 'token_lifetime'),
  }
  return {
    settings,
    permissions: permissions === undefined ? undefined : insist(parsePermissions(permissions), 'permissions'),
  }
}

function rearrangement(api: Api, permissions: NewPermission[]): Rearrangement {
  const old = new Map(api.permissions.map(({ name, description }) => [name, description]))
  const kept = new Set(permissions.map(({ name }) => name))
  return {
    written: permissions.filter(({ name, description }) => old.get(name) !== description),
    added: permissions.flatMap(({ name }) => (old.has(name) ? [] : [name])),
    removed: [...old.keys()].filter((name) => !kept.has(name)),
  }
}

function keepPortal(changed: string[], rearranged: Rearrangement | undefined): void {
  const moves = rearranged !== undefined && rearranged.written.length + rearranged.removed.length > 0
  if (!moves && changed.every((key) => key === 'tokenLifetime')) return
  throw new DomainError('invalid', 'Of the Management API only the token lifetime can be changed.')
}

async function write(
  tx: Tx,
  { tenantId, apiId }: { tenantId: string; apiId: string },
  permissions: NewPermission[],
): Promise<void> {
  if (permissions.length === 0) return
  const names = permissions.map(({ name }) => name)
  const descriptions = permissions.map(({ description }) => description)
  await tx.$executeRaw`
    INSERT INTO permissions (tenant_id, api_id, name, description)
    SELECT ${tenantId}, ${apiId}, p.name, p.description
    FROM unnest(${names}::text[], ${descriptions}::text[]) AS p (name, description)
    ON CONFLICT (tenant_id, api_id, name) DO UPDATE SET description = EXCLUDED.description`
}
