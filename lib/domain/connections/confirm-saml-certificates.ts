import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { sha256Hex } from '../crypto/digest'
import { authorizedCaller } from '../reauthorize'
import { trustedPermissions, trustOf } from './certificate-trust'
import { lockConnection } from './read-connection'
import type { SamlOptions } from './saml-options'

/** Identifies what is confirmed: the certificates, and the provider that signs with them. */
export function confirmable({ issuer, certificates }: Pick<SamlOptions, 'issuer' | 'certificates'>): string {
  return sha256Hex(JSON.stringify([issuer, certificates]))
}

/**
 * Whether the caller has all permissions up to which members may sign in with the certificates, and more: then members like
 * the caller cannot sign in until the caller confirms.
 */
export async function canConfirmCertificates(
  tx: Tx,
  access: OrganizationAccess,
  connectionId: string,
): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT c.id FROM connections c CROSS JOIN ${authorizedCaller(access)} a
    WHERE c.tenant_id = ${access.tenantId} AND c.id = ${connectionId} AND c.strategy = 'samlp'
      AND NOT coalesce((c.options->'trust'->>'isTenantLevel')::boolean, false)
      AND ${trustedPermissions} <@ a.grantable AND NOT a.grantable <@ ${trustedPermissions}`)
  return found !== undefined
}

/**
 * Members with the permissions of the caller can sign in from then on. `seen`: confirmable() of what the caller checked.
 * @throws DomainError not_found; conflict if the certificates have changed since
 */
export function confirmSamlCertificates(
  access: OrganizationAccess<'update:organization_connections'>,
  { id, seen }: { id: string; seen: string },
): Promise<void> {
  const { tenantId } = access
  return changeLocked(access, async (tx) => {
    const { saml, displayName: name } = await lockConnection(tx, access, id)
    if (saml === null) throw notFound()
    if (confirmable(saml) !== seen)
      throw new DomainError('conflict', 'The certificates have changed meanwhile. Check them again.')
    if (!(await canConfirmCertificates(tx, access, id))) return unchanged(undefined)
    const options = { ...saml, trust: await trustOf(tx, access) }
    await tx.connection.update({ where: { tenantId_id: { tenantId, id } }, data: { options } })
    const target = { kind: 'connection', id, name }
    return { result: undefined, events: [{ type: 'connection.certificates_confirmed', target }] }
  })
}
