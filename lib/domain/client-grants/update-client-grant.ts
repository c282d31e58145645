import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { changesOf } from '../changes-of'
import {
  type ClientGrant,
  assertScope,
  assertSubject,
  assertUsage,
  initialUsage,
  lockClientGrant,
  type OrganizationUsage,
} from './read-client-grant'

interface GrantChange {
  id: string
  scope?: string[] | undefined
  /** Null: the initial one. */
  organizationUsage?: OrganizationUsage | null | undefined
  allowAnyOrganization?: boolean | undefined
}

/** A machine’s issued tokens follow from their next request. @throws DomainError not_found; invalid at `scope` or where it can be used */
export function updateClientGrant(
  access: TenantAccess<'update:client_grants'>,
  { id, ...input }: GrantChange,
): Promise<ClientGrant> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const { grant, api, clientName } = await lockClientGrant(tx, tenantId, id)
    const { scope = grant.scope, organizationUsage: chosen = grant.organizationUsage } = input
    assertSubject(grant.subjectType, input)
    assertScope(api, scope)
    const organizationUsage = chosen ?? initialUsage(api)
    assertUsage(api, organizationUsage)
    const isSame = scope.length === grant.scope.length && scope.every((name, at) => name === grant.scope[at])
    const requested = { ...input, organizationUsage, scope: isSame ? undefined : scope }
    const { before, after } = changesOf(fields, grant, requested)
    if (Object.keys(after).length === 0) return unchanged(grant)
    await tx.clientGrant.update({ where: { tenantId_id: { tenantId, id } }, data: after })
    const target = { kind: 'client_grant', id, name: clientName }
    const details = { before: { ...before }, after: { ...after } }
    const result = { ...grant, ...after }
    return { result, events: [{ type: 'client_grant.changed', target, details }] }
  })
}

const fields = ['scope', 'organizationUsage', 'allowAnyOrganization'] as const
