import type { OrganizationAccess, TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { assertDefaultLeft, assertSignInMethodLeftEverywhere } from './sign-in-method-limits'
import { changeConnections, lockConnection } from './lock-connection'
import { endRequirement } from './require-connection'

type Deleter = TenantAccess<'delete:connections'> | OrganizationAccess<'delete:organization_connections'>

/**
 * Deletes its identities and signs their users out, also of applications. The users stay. `onlyIfEmpty`: not one that has
 * identities.
 * @throws DomainError not_found; not_yours_to_give where the operator limits it; invalid for a built-in one; conflict with
 * identities, or if there is no other
 */
export function deleteConnection(
  access: Deleter,
  id: string,
  { onlyIfEmpty = false }: { onlyIfEmpty?: boolean } = {},
): Promise<{ displayName: string; lost: Uses }> {
  const { tenantId } = access
  const work = async (tx: Tx) => {
    const locked = await lockConnection(tx, access, { id, least: 'full' })
    const { name, strategy, displayName, isDefault, options, saml, organizationId } = locked
    const provider = options ?? saml
    if (provider === null) throw builtIn()
    if (isDefault) await assertDefaultLeft(tx, tenantId, id)
    const of = { tenantId, connectionId: id }
    const ended = organizationId === null ? [] : await endRequirement(tx, { tenantId, organizationId }, id)
    await assertSignInMethodLeftEverywhere(tx, of, access)
    const { isDeleted, ...lost } = await deleteRow(tx, { ...of, onlyIfEmpty })
    if (!isDeleted) throw hasUsers()
    const target = { kind: 'connection', id, name: displayName }
    const details = { before: { name, strategy, displayName, issuer: provider.issuer }, ...lost }
    const events = [{ type: 'connection.deleted', target, details }, ...ended] as const
    return { result: { displayName, lost }, events }
  }
  return changeConnections(access, work, {
    bypassRowSecurity: 'the users of a deleted connection are signed out, wherever they are',
  })
}

interface Uses {
  [what: string]: number
  identities: number
  organizations: number
  sessions: number
}

/** With its uses until then. Revokes the tokens that applications got by it. */
async function deleteRow(
  tx: Tx,
  of: { tenantId: string; connectionId: string; onlyIfEmpty: boolean },
): Promise<Uses & { isDeleted: boolean }> {
  const { tenantId, connectionId, onlyIfEmpty } = of
  const [uses] = await tx.$queryRaw<[Uses & { isDeleted: boolean }]>`
    WITH uses AS (
      SELECT (
          SELECT count(*)::int FROM identities i WHERE i.tenant_id = ${tenantId} AND i.connection_id = ${connectionId}
        ) AS identities, (
          SELECT count(*)::int FROM enabled_connections e
          WHERE e.tenant_id = ${tenantId} AND e.connection_id = ${connectionId} AND e.is_enabled
        ) AS organizations, (
          SELECT count(*)::int FROM sessions s
          WHERE s.tenant_id = ${tenantId} AND s.connection_id = ${connectionId} AND s.ended_at IS NULL
        ) AS sessions
    ), revoked AS (
      UPDATE authorizations z SET revoked_at = now() FROM uses
      WHERE z.tenant_id = ${tenantId} AND z.connection_id = ${connectionId} AND z.revoked_at IS NULL
        AND NOT (${onlyIfEmpty}::boolean AND uses.identities > 0)
    ), deleted AS (
      DELETE FROM connections c USING uses
      WHERE c.tenant_id = ${tenantId} AND c.id = ${connectionId} AND NOT (${onlyIfEmpty}::boolean AND uses.identities > 0)
      RETURNING c.id
    )
    SELECT uses.*, EXISTS (SELECT FROM deleted) AS "isDeleted" FROM uses`
  return uses
}

function builtIn(): DomainError {
  const sentence = 'This sign-in method is built in and cannot be deleted. Disable it instead.'
  return new DomainError('invalid', sentence)
}

function hasUsers(): DomainError {
  return new DomainError('conflict', 'People sign in by this one. Disable it, or unlink them first.')
}
