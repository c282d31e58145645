import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { lockApi } from '../apis/read-api'
import {
  type GrantableApi,
  isMyOrganizationIdentifier,
  myOrganizationApi,
  myOrganizationApiId,
} from '../my-organization/api'
import {
  type ClientGrant,
  assertScope,
  assertSubject,
  assertUsage,
  initialUsage,
  type OrganizationUsage,
  readClientGrant,
  type SubjectType,
} from './read-client-grant'

interface NewClientGrant {
  clientId: string
  audience: string
  subjectType?: SubjectType | undefined
  scope: string[]
  /** Null: the initial one. */
  organizationUsage?: OrganizationUsage | null | undefined
  allowAnyOrganization?: boolean | undefined
}

/** @throws DomainError not_found at `client_id` or `audience`; invalid at `scope` or where it can be used; conflict */
export async function createClientGrant(
  access: TenantAccess<'create:client_grants'>,
  {
    clientId,
    audience,
    subjectType = 'client',
    scope,
    organizationUsage: chosen,
    allowAnyOrganization = false,
  }: NewClientGrant,
): Promise<ClientGrant> {
  const { tenantId } = access
  const id = newId('clientGrant')
  try {
    return await change(access, async (tx) => {
      const client = await tx.client.findFirst({ where: { tenantId, id: clientId }, select: { name: true } })
      if (!client) throw unknown('client_id')
      assertSubject(subjectType, { organizationUsage: chosen, allowAnyOrganization })
      const api = await findApi(tx, tenantId, audience)
      assertScope(api, scope)
      const organizationUsage = chosen ?? initialUsage(api)
      assertUsage(api, organizationUsage)
      const granted = { subjectType, scope, organizationUsage, allowAnyOrganization }
      const apiId = api.id === myOrganizationApiId ? null : api.id
      await tx.clientGrant.create({ data: { id, clientId, apiId, ...granted } })
      const target = { kind: 'client_grant', id, name: client.name }
      const details = { after: { clientId, audience, ...granted } }
      const result = await readClientGrant(tx, tenantId, id)
      return { result, events: [{ type: 'client_grant.created', target, details }] }
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new DomainError(
      'conflict',
      'A client grant for this client_id, audience and subject_type already exists.',
    )
  }
}

async function findApi(tx: Tx, tenantId: string, identifier: string): Promise<GrantableApi> {
  if (await isMyOrganizationIdentifier(tx, tenantId, identifier)) return myOrganizationApi(identifier)
  const found = await tx.api.findFirst({ where: { tenantId, identifier }, select: { id: true } })
  if (!found) throw unknown('audience')
  return lockApi(tx, tenantId, found.id)
}

function unknown(field: string): DomainError {
  return new DomainError('not_found', 'Not found, or you don’t have access.', { field })
}
