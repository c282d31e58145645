import type { OrganizationAccess, TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { assertDefaultLeft, assertSignInMethodLeftEverywhere } from './assert-sign-in-method-left'
import { changeConnections } from './change-connections'
import { lockConnection } from './lock-connection'
import { endRequirement } from './required-connection'

type Deleter = TenantAccess<'delete:connections'> | OrganizationAccess<'delete:organization_connections'>

/**
 * Deletes its identities and signs their users out, also of applications. The users stay. `onlyIfEmpty`: not one that has
 * identities.
 * @throws DomainError not_found; not_yours_to_give where the operator limits it; invalid for Foyer’s own; conflict with identities, or if there is no other
 */
export function deleteConnection(
  access: Deleter,
  id: string,
  { onlyIfEmpty = false }: { onlyIfEmpty?: boolean } = {},
): Promise<{ displayName: string; lost: { identities: number; organizations: number; sessions: number } }> {
  const { tenantId } = access
  const work = async (tx: Tx) => {
    const locked = await lockConnection(tx, access, { id, least: 'full' })
    const { name, strategy, displayName, isDefault, options, saml, organizationId } = locked
    const provider = options ?? saml
    if (provider === null) {
      throw new DomainError(
        'invalid',
        'This sign-in method is built in and cannot be deleted. Disable it instead.',
      )
    }
    if (isDefault) await assertDefaultLeft(tx, tenantId, id)
    const of = { tenantId, connectionId: id }
    const ended = organizationId === null ? [] : await endRequirement(tx, { tenantId, organizationId }, id)
    await assertSignInMethodLeftEverywhere(tx, of, access)
    const lost = {
      identities: await tx.identity.count({ where: of }),
      organizations: await tx.enabledConnection.count({ where: { ...of, isEnabled: true } }),
      sessions: await tx.session.count({ where: { ...of, endedAt: null } }),
    }
    if (onlyIfEmpty && lost.identities > 0) throw hasUsers()
    await tx.authorization.updateMany({ where: { ...of, revokedAt: null }, data: { revokedAt: new Date() } })
    await tx.connection.delete({ where: { tenantId_id: { tenantId, id } } })
    return {
      result: { displayName, lost },
      events: [
        {
          type: 'connection.deleted' as const,
          target: { kind: 'connection', id, name: displayName },
          details: { before: { name, strategy, displayName, issuer: provider.issuer }, ...lost },
        },
        ...ended,
      ] as const,
    }
  }
  return changeConnections(access, work, {
    bypassRowSecurity: 'the users of a deleted connection are signed out, wherever they are',
  })
}

function hasUsers(): DomainError {
  return new DomainError('conflict', 'People sign in by this one. Disable it, or unlink them first.')
}
