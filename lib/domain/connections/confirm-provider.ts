import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { sha256Hex } from '../crypto/digest'
import { authorizedCaller } from '../reauthorize'
import { trustedPermissions, trustOf } from './assert-trusted-provider'
import { lockConnection } from './lock-connection'
import type { ProviderTrust } from './option-values'
import type { ProviderOptions } from './provider-options'
import type { SamlOptions } from './saml-options'

/**
 * Whether the caller has all permissions up to which members may sign in by the provider, and more: then members like the
 * caller cannot sign in until the caller confirms.
 */
export async function canConfirmProvider(
  tx: Tx,
  access: OrganizationAccess,
  connectionId: string,
): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT c.id FROM connections c CROSS JOIN ${authorizedCaller(access)} a
    WHERE c.tenant_id = ${access.tenantId} AND c.id = ${connectionId} AND c.organization_id IS NOT NULL
      AND NOT coalesce((c.options->'trust'->>'isTenantLevel')::boolean, false)
      AND ${trustedPermissions} <@ a.grantable AND NOT a.grantable <@ ${trustedPermissions}`)
  return found !== undefined
}

/**
 * The trust of a connection of which the caller sets only a part of what decides who signs in: the issuer without the
 * certificates, or the claim that the address comes from. Someone with fewer permissions may have saved the rest: someone with
 * more trusts it by confirmProvider() only, where they are told to check it.
 */
export async function trustAfterPart(
  tx: Tx,
  access: OrganizationAccess,
  connectionId: string,
): Promise<{ trust?: ProviderTrust }> {
  return (await canConfirmProvider(tx, access, connectionId)) ? {} : { trust: await trustOf(tx, access) }
}

/**
 * Of an organization’s own connection: members with the permissions of the caller can sign in from then on. `seen`:
 * confirmable() of what the caller checked. @throws DomainError not_found; conflict if the provider has changed since
 */
export function confirmProvider(
  access: OrganizationAccess<'update:organization_connections'>,
  { id, seen }: { id: string; seen: string },
): Promise<void> {
  const { tenantId } = access
  return changeLocked(access, async (tx) => {
    const connection = await lockConnection(tx, access, { id, least: 'limited' })
    const { saml, options: present, displayName: name } = connection
    if (saml === null && present === null) throw notFound()
    if (confirmable(connection) !== seen)
      throw new DomainError('conflict', 'The provider has changed meanwhile. Check it again.')
    if (!(await canConfirmProvider(tx, access, id))) return unchanged(undefined)
    const options = { ...(saml ?? present), trust: await trustOf(tx, access) }
    await tx.connection.update({ where: { tenantId_id: { tenantId, id } }, data: { options } })
    const type = saml ? 'connection.certificates_confirmed' : 'connection.issuer_confirmed'
    return { result: undefined, events: [{ type, target: { kind: 'connection', id, name } }] }
  })
}

interface Provider {
  options: Pick<ProviderOptions, 'issuer' | 'hostedDomain' | 'claims'> | null
  saml: Pick<SamlOptions, 'issuer' | 'certificates' | 'attributes'> | null
}

/** Identifies what is confirmed: who the provider is, and where it takes a user’s address from. */
export function confirmable({ options, saml }: Provider): string {
  const provider = saml
    ? [saml.issuer, saml.certificates, saml.attributes.email]
    : [options?.issuer, options?.hostedDomain, options?.claims.email, options?.claims.emailVerified]
  return sha256Hex(JSON.stringify(provider))
}
