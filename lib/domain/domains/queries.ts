import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import { callerKey, type Limit, reserve } from '@/lib/db/limits'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { byId, readPage } from '../read-page'
import { domainOf, emailAddress } from '../text/email-address'
import type { Window, Windowed } from '../window'
import { domainName } from './domain-name'

export interface Domain {
  id: string
  /** In ASCII and lower case. */
  domain: string
  /** The name of the TXT record that must contain `verification`. */
  host: string
  verification: string
  verifiedAt: Date | null
  /** Auth0’s name: whether sign-in by address routes users here. Only for a verified domain. */
  useForOrganizationDiscovery: boolean
}

export interface DomainKey {
  tenantId: string
  organizationId: string
  id: string
}

const domainColumns: Sql = sql`d.id, d.domain, '_ss-verification.' || d.organization_id || '.' || d.domain AS host,
  d.verification, d.verified_at AS "verifiedAt", d.use_for_organization_discovery AS "useForOrganizationDiscovery"`

/** @throws DomainError not_found */
export function readDomain(tx: Tx, { id, ...where }: DomainKey): Promise<Domain> {
  return readDomainBy(tx, where, sql`d.id = ${id}`)
}

async function readDomainBy(
  tx: Tx,
  { tenantId, organizationId }: Omit<DomainKey, 'id'>,
  which: Sql,
): Promise<Domain> {
  const [domain] = await tx.$queryRaw<Domain[]>(sql`
    SELECT ${domainColumns} FROM discovery_domains d
    WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId} AND ${which}`)
  if (!domain) throw notFound()
  return domain
}

type Organization = Pick<OrganizationActor, 'tenantId' | 'organizationId'>

export function hasVerifiedDomain(organization: Organization): Sql {
  return verifiedDomainExists(organization, sql`true`)
}

/** Whether DNS has verified it for the organization. `domain`: in ASCII and lower case. */
export function isVerifiedDomain(organization: Organization, domain: string | Sql): Sql {
  return verifiedDomainExists(organization, sql`d.domain = ${domain}`)
}

function verifiedDomainExists({ tenantId, organizationId }: Organization, which: Sql): Sql {
  return sql`EXISTS (
    SELECT FROM discovery_domains d
    WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId} AND d.verified_at IS NOT NULL AND ${which})`
}

type Reader = OrganizationAccess<'read:organization_discovery_domains'>

export function listDomains(access: Reader, window: Window): Promise<Windowed<Domain>> {
  const { tenantId, organizationId } = access
  return read(access, (tx) =>
    readPage<Domain>(tx, window, {
      columns: domainColumns,
      from: sql`discovery_domains d WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId}`,
      ...byId(window, sql`d.id`, sql`d.domain`),
      placeOf: ({ id }) => id,
    }),
  )
}

/** @throws DomainError not_found */
export function getDomain(access: Reader, id: string): Promise<Domain> {
  const { tenantId, organizationId } = access
  return read(access, (tx) => readDomain(tx, { tenantId, organizationId, id }))
}

/** In any spelling. @throws DomainError not_found */
export function getDomainByName(access: Reader, name: string): Promise<Domain> {
  const { tenantId, organizationId } = access
  const domain = domainName.safeParse(name).data ?? ''
  return read(access, (tx) => readDomainBy(tx, { tenantId, organizationId }, sql`d.domain = ${domain}`))
}

export interface RoutedOrganization {
  id: string
  slug: string
  displayName: string
  /** Null unless enabled in the organization. */
  connectionId: string | null
  connectionName: string | null
  /** The domain’s people can enter the organization by this connection alone. */
  isRequired: boolean
}

/** By verified domains that route sign-ins or require a connection. Does not reveal whether the address has an account. */
export function findOrganizationOfAddress(
  tenantId: string,
  address: string,
): Promise<RoutedOrganization | null> {
  return read(
    bypassRowSecurity('the sign-in page finds the organization of an email domain', tenantId),
    (tx) => readOrganizationOfAddress(tx, tenantId, address),
  )
}

export async function readOrganizationOfAddress(
  tx: Tx,
  tenantId: string,
  address: string,
): Promise<RoutedOrganization | null> {
  const parsed = emailAddress.safeParse(address).data
  if (!parsed) return null
  const domain = domainOf(parsed.folded)
  const [found] = await tx.$queryRaw<RoutedOrganization[]>`
      SELECT o.id, o.slug, o.display_name AS "displayName", own.id AS "connectionId", own.display_name AS "connectionName",
        coalesce(own.is_required, false) AS "isRequired"
      FROM discovery_domains d
      JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = d.organization_id
        AND o.deleted_at IS NULL AND o.suspended_at IS NULL
      LEFT JOIN LATERAL (
        SELECT c.id, c.display_name, e.is_required FROM enabled_connections e
        JOIN connections c ON c.tenant_id = ${tenantId} AND c.id = e.connection_id AND c.strategy IN ('oidc', 'samlp')
          AND (e.is_required OR c.options->'domains' @> to_jsonb(d.domain))
        WHERE e.tenant_id = ${tenantId} AND e.organization_id = o.id AND e.is_enabled
        ORDER BY e.is_required DESC, e.created_at, c.id LIMIT 1) own ON true
      WHERE d.tenant_id = ${tenantId} AND d.domain = ${domain} AND d.verified_at IS NOT NULL
        AND (d.use_for_organization_discovery OR own.is_required)`
  return found ?? null
}

const perAddress: Limit = { name: 'provider_of_domain', points: 120, seconds: 5 * 60, isOfNetwork: true }

/** Null for a domain that leads to no organization, verified or not. @throws DomainError too_many */
export async function findOrganizationOfDomain(
  tenantId: string,
  domain: string,
): Promise<Omit<RoutedOrganization, 'id'> | null> {
  await reserve(perAddress, callerKey(tenantId))
  const found = await findOrganizationOfAddress(tenantId, `anyone@${domain}`)
  if (found === null) return null
  const { id: _, ...organization } = found
  return organization
}

export interface JoinSetting {
  domainId: string
  /** Null: people may ask to join. */
  role: { id: string; name: string } | null
  /** False if the user who chose the role could not grant it now: people can only ask to join. */
  isRoleGiven: boolean
}

/** Of the domains whose people may do something: at most 100. */
export function listJoinSettings(access: Reader): Promise<JoinSetting[]> {
  const { tenantId, organizationId } = access
  return read(
    access,
    (tx) => tx.$queryRaw<JoinSetting[]>`
      SELECT s.domain_id AS "domainId",
        CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'name', r.name) END AS role,
        EXISTS (SELECT FROM foyer.domain_join_role(${organizationId}, s.domain_id)) AS "isRoleGiven"
      FROM domain_join_settings s
      LEFT JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = s.role_id
      WHERE s.tenant_id = ${tenantId} AND s.organization_id = ${organizationId}
      ORDER BY s.domain_id LIMIT 100`,
  )
}
