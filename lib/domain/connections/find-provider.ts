import type { PublicAccess, TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { providerOptions, type ProviderOptions, type ProviderStrategy } from './provider-options'
import { isProviderStrategy } from './read-connection'
import { samlOptions, type SamlOptions, samlStrategy } from './saml-options'

interface ConnectedProvider {
  tenantId: string
  id: string
  displayName: string
  sealedSecret: string
}

export interface Provider extends ConnectedProvider {
  strategy: ProviderStrategy
  options: ProviderOptions
}

export interface SamlProvider extends ConnectedProvider {
  name: string
  strategy: typeof samlStrategy
  options: SamlOptions
}

export type AnyProvider = Provider | SamlProvider

interface FoundProvider {
  provider: AnyProvider
  organizationId: string | null
}

/**
 * Null for unknown connections, for those that are not enabled there, and for SAML without an entity ID. `isReturning`: for
 * the response of the provider; entering the organization then checks whether it still has the tenant’s connection enabled.
 */
export function findProvider(
  access: PublicAccess,
  connectionId: string,
  { isReturning = false }: { isReturning?: boolean } = {},
): Promise<FoundProvider | null> {
  const { tenantId, subject: slug } = access
  return read(access, async (tx) => {
    const row = await tx.connection.findFirst({ where: { tenantId, id: connectionId } })
    const provider = row && anyProviderOf(row)
    if (!provider || provider.options.issuer === null) return null
    if (slug === '' || (isReturning && row.organizationId === null)) return { provider, organizationId: null }
    const [enabled] = await tx.$queryRaw<{ organizationId: string }[]>`
      SELECT o.id AS "organizationId"
      FROM organization_slugs s
      JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = s.organization_id
      JOIN enabled_connections e ON e.tenant_id = ${tenantId} AND e.organization_id = o.id
        AND e.connection_id = ${connectionId} AND e.is_enabled
      WHERE s.tenant_id = ${tenantId} AND s.slug = ${slug} AND (s.held_until IS NULL OR s.held_until > now())
        AND o.deleted_at IS NULL AND o.suspended_at IS NULL`
    return enabled ? { provider, organizationId: enabled.organizationId } : null
  })
}

interface Row extends Omit<ConnectedProvider, 'sealedSecret'> {
  name: string
  strategy: string
  options: unknown
  sealedSecret: string | null
}

export function anyProviderOf(row: Row): AnyProvider | null {
  return row.strategy === samlStrategy ? samlProviderOf(row) : providerOf(row)
}

function providerOf({ tenantId, id, strategy, displayName, ...row }: Row): Provider | null {
  if (!isProviderStrategy(strategy)) return null
  const options = providerOptions.parse(row.options)
  return { tenantId, id, strategy, displayName, options, sealedSecret: row.sealedSecret ?? '' }
}

export function samlProviderOf({ tenantId, id, name, displayName, ...row }: Row): SamlProvider {
  const options = samlOptions.parse(row.options)
  const sealedSecret = row.sealedSecret ?? ''
  return { tenantId, id, name, strategy: samlStrategy, displayName, options, sealedSecret }
}

/** Null for a connection without a provider, and for SAML, which has nothing to discover. @throws DomainError not_found */
export function findConnectionProvider(
  access: TenantAccess<'read:connections'>,
  id: string,
): Promise<Provider | null> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const row = await tx.connection.findFirst({ where: { tenantId, id } })
    if (!row) throw notFound()
    return providerOf(row)
  })
}
