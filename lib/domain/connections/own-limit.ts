import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { DomainError } from '@/lib/errors'
import { authorizedCaller, type CallerStatus, rememberCaller } from '../reauthorize'
import { maxConnections } from './add-organization-connection'

/** With the status of the caller, for what is read next. @throws DomainError not_found; conflict for an eleventh own */
export async function assertOwnLimit(tx: Tx, access: OrganizationAccess): Promise<void> {
  const { tenantId, organizationId } = access
  const [found] = await tx.$queryRaw<[CallerStatus & { count: number }]>(sql`
    SELECT a.refusal, a.permissions AS held, a.grantable, (
      SELECT count(*)::int FROM connections c
      WHERE c.tenant_id = ${tenantId} AND c.organization_id = ${organizationId}) AS count
    FROM ${authorizedCaller(access)} a`)
  const { count, ...status } = found
  rememberCaller(tx, access, status)
  if (count < maxConnections) return
  const sentence = `An organization can have at most ${maxConnections} identity providers of its own. Delete another one first.`
  throw new DomainError('conflict', sentence)
}

/** For an id that is there already. */
export function alreadyCreated(): DomainError {
  return new DomainError(
    'conflict',
    'This identity provider was already added. Open it under Sign-in methods.',
  )
}
