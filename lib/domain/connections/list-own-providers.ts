import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { readDomain } from '../domains/queries'
import { type AccessLevel, assertLevel, isVisible, levelHere } from './access-levels'
import type { ProviderOptions } from './provider-options'
import {
  asConnection,
  type Connection,
  connectionColumns,
  type ConnectionRow,
  isOfOneCompany,
} from './read-connection'
import type { SamlOptions } from './saml-options'
import type { FirstUse } from './insert-connection'

interface Here {
  /** Null until it was enabled or prepared here for the first time. */
  isEnabled: boolean | null
  showAsButton: boolean
  assignMembershipOnLogin: boolean
  accessLevel: AccessLevel
  /** Verified ones, whose people are sent there to sign in: chosen ones, or all if it is required for them. */
  domains: string[]
  /** Since when directory sync is on; null while it is off. */
  provisionedSince: Date | null
}

/** As the organization uses it: its own or, where `organizationId` is null, one of the tenant’s. */
export type IdentityProvider = OpenIdIdentityProvider | SamlIdentityProvider
type OpenIdIdentityProvider = Connection & Here & { options: ProviderOptions; saml: null }
type SamlIdentityProvider = Connection & Here & { options: null; saml: SamlOptions }

/** Those who may change one also read it. */
type Reader =
  | OrganizationAccess<'read:organization_connections'>
  | OrganizationAccess<'update:organization_connections'>
  | OrganizationAccess<'delete:organization_connections'>

/** The organization’s own, and those of the tenant with the level `readonly` or `limited`. */
export function listProviders(access: Reader): Promise<IdentityProvider[]> {
  return read(access, (tx) => readProviders(tx, access, { which: sql`true`, withTenantProviders: true }))
}

/** As listProviders(). @throws DomainError not_found */
export async function getProvider(access: Reader, id: string): Promise<IdentityProvider> {
  const which = sql`c.id = ${id}`
  const [found] = await read(access, (tx) => readProviders(tx, access, { which, withTenantProviders: true }))
  if (!found) throw notFound()
  return found
}

type DomainReader = OrganizationAccess<
  'read:organization_connections' | 'read:organization_discovery_domains'
>

/** Those among whose `domains` it is. @throws DomainError not_found for an unknown domain */
export function listDomainProviders(access: DomainReader, domainId: string): Promise<IdentityProvider[]> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const which = sql`EXISTS (${domainsOf(access)} AND v.id = ${domainId})`
    const found = await readProviders(tx, access, { which })
    if (found.length === 0) await readDomain(tx, { tenantId, organizationId, id: domainId })
    return found
  })
}

/** @throws DomainError not_found */
export function getOwnProvider(access: Reader, id: string): Promise<IdentityProvider> {
  return read(access, (tx) => readOwnProvider(tx, access, id))
}

/** @throws DomainError not_found */
export async function readOwnProvider(
  tx: Tx,
  access: OrganizationActor,
  id: string,
): Promise<IdentityProvider> {
  const [found] = await readProviders(tx, access, { which: sql`c.id = ${id}` })
  if (!found) throw notFound()
  return found
}

/** FOR NO KEY UPDATE, as lockConnection(). @throws DomainError not_found, not_yours_to_give */
export async function lockOwnProvider(
  tx: Tx,
  access: OrganizationActor,
  id: string,
): Promise<IdentityProvider> {
  const which = sql`c.id = ${id}`
  const [locked] = await readProviders(tx, access, { which, locking: sql`FOR NO KEY UPDATE OF c` })
  if (!locked) throw notFound()
  assertLevel(access, locked, 'limited')
  return locked
}

/**
 * A provider of one company that the tenant shares with the organization. `full` does not count: it is the level of every
 * connection of the tenant whose level no one chose.
 */
const isShared = sql`(c.organization_id IS NULL AND ${isOfOneCompany}
  AND e.organization_access_level IN ('readonly', 'limited'))`

interface Reading {
  which: Sql
  locking?: Sql
  withTenantProviders?: boolean
}

async function readProviders(
  tx: Tx,
  access: OrganizationActor,
  { which, locking = sql``, withTenantProviders = false }: Reading,
): Promise<IdentityProvider[]> {
  const { tenantId, organizationId } = access
  const rows = await tx.$queryRaw<(ConnectionRow & Here)[]>(sql`
    SELECT ${connectionColumns}, e.is_enabled AS "isEnabled", coalesce(e.show_as_button, true) AS "showAsButton",
      coalesce(e.assign_membership_on_login, false) AS "assignMembershipOnLogin", d.created_at AS "provisionedSince",
      ${levelHere(access, sql`c.id`)} AS "accessLevel",
      ARRAY(${domainsOf(access)} ORDER BY v.domain) AS domains
    FROM connections c
    LEFT JOIN enabled_connections e
      ON e.tenant_id = c.tenant_id AND e.organization_id = ${organizationId} AND e.connection_id = c.id
    LEFT JOIN directories d
      ON d.tenant_id = c.tenant_id AND d.organization_id = c.organization_id AND d.connection_id = c.id
    WHERE c.tenant_id = ${tenantId} AND ${which}
      AND (c.organization_id = ${organizationId} OR ${withTenantProviders ? isShared : sql`false`})
      AND ${isVisible(access, sql`c.id`)}
    ORDER BY c.created_at, c.id ${locking}`)
  return rows.flatMap((row) => toIdentityProvider({ ...row, ...asConnection(row) }) ?? [])
}

/** Requires `connections c` and `enabled_connections e`. */
function domainsOf({ tenantId, organizationId }: OrganizationActor): Sql {
  return sql`
    SELECT v.domain FROM discovery_domains v
    WHERE v.tenant_id = ${tenantId} AND v.organization_id = ${organizationId} AND v.verified_at IS NOT NULL
      AND (e.is_required OR c.options->'domains' @> to_jsonb(v.domain))`
}

/** Null for a connection without a provider, such as passwords. */
function toIdentityProvider({ options, saml, ...others }: Connection & Here): IdentityProvider | null {
  if (options !== null) return { ...others, options, saml: null }
  return saml && { ...others, options: null, saml }
}

/** After a change of what it is, but not of its domains. */
export function changedOwnProvider(present: IdentityProvider, changed: Connection): IdentityProvider {
  return toIdentityProvider({ ...present, ...changed }) ?? present
}

const unused = { isEnabled: null, showAsButton: true, assignMembershipOnLogin: false }
const initially = { accessLevel: 'full', provisionedSince: null } as const

/** One that was created just now. */
export function newOwnProvider(
  connection: Connection,
  { settings }: Pick<FirstUse, 'settings'>,
): IdentityProvider {
  const domains = (connection.options ?? connection.saml)?.domains?.toSorted() ?? []
  const provider = toIdentityProvider({ ...connection, ...(settings ?? unused), ...initially, domains })
  if (!provider) throw notFound()
  return provider
}
