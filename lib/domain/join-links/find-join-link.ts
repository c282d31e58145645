import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { bypassRowSecurity, change, type ChangeResult, read } from '@/lib/db/transaction'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { notFound } from '@/lib/errors'
import { brandColumns, brandDetailsOf, type JoinableOrganization } from '../branding/brand-details'
import { allowsAddress } from '../policies/queries'

/** `unavailable`: the organization is suspended or deleted. */
export type JoinLinkState = 'live' | 'expired' | 'used_up' | 'replaced' | 'turned_off' | 'unavailable'

export interface FoundJoinLink {
  tenantId: string
  id: string
  tokenHash: string
  state: JoinLinkState
  /** An empty list allows any address. */
  allowedDomains: string[]
  /** At which the organization invites addresses; null for any. */
  organizationDomains: string[] | null
  expiresAt: Date
  organization: JoinableOrganization
}

function findByToken(tx: Tx, tenantId: string, token: string): Promise<FoundJoinLink | null> {
  return find(tx, tenantId, sql`l.token_hash = ${sha256Hex(token)}`)
}

export function findById(
  tx: Tx,
  tenantId: string,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<FoundJoinLink | null> {
  return find(tx, tenantId, sql`l.organization_id = ${organizationId} AND l.id = ${id}`)
}

type Row = Omit<FoundJoinLink, 'tenantId' | 'organization'> &
  Omit<FoundJoinLink['organization'], 'id'> & { organizationId: string }

async function find(tx: Tx, tenantId: string, matching: Sql): Promise<FoundJoinLink | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT l.id, l.token_hash AS "tokenHash", l.allowed_domains AS "allowedDomains", l.expires_at AS "expiresAt",
      p.invitation_domains AS "organizationDomains",
      CASE WHEN o.deleted_at IS NOT NULL OR o.suspended_at IS NOT NULL THEN 'unavailable'
        ELSE foyer.join_link_state(l) END AS state,
      o.id AS "organizationId", ${brandColumns}, o.sessions_from AS "sessionsFrom"
    FROM join_links l
    JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = l.organization_id
    LEFT JOIN organization_policies p ON p.tenant_id = ${tenantId} AND p.organization_id = o.id
    WHERE l.tenant_id = ${tenantId} AND ${matching}`
  if (!row) return null
  const { id, tokenHash, state, allowedDomains, organizationDomains, expiresAt, ...rest } = row
  const { organizationId, brandDetails, ...brand } = rest
  const organization = { ...brand, id: organizationId, brandDetails: brandDetailsOf(brandDetails) }
  return { tenantId, id, tokenHash, state, allowedDomains, organizationDomains, expiresAt, organization }
}

const why = 'the holder of a join link is no member of the organization yet'

/** The link authorizes, since its holder is not a member yet. @throws DomainError not_found, sign_in_again */
export function withJoinLink<T>(
  { tenantId, token, person }: { tenantId: string; token: string; person: SelfAccess },
  work: (tx: Tx, found: FoundJoinLink) => Promise<ChangeResult<T>>,
): Promise<T> {
  return change(
    person,
    async (tx) => {
      const found = await findByToken(tx, tenantId, token)
      if (!found) throw notFound()
      return work(tx, found)
    },
    { bypassRowSecurity: why },
  )
}

export function readJoinLink<T>(
  { tenantId, token }: { tenantId: string; token: string },
  work: (tx: Tx, found: FoundJoinLink | null) => Promise<T>,
): Promise<T> {
  return read(bypassRowSecurity(why, tenantId), async (tx) =>
    work(tx, await findByToken(tx, tenantId, token)),
  )
}

export type DomainLimits = Pick<FoundJoinLink, 'allowedDomains' | 'organizationDomains'>

/** At which people can join: by the link and by the organization. Null for any. */
export function joinDomains({ allowedDomains, organizationDomains }: DomainLimits): readonly string[] | null {
  if (allowedDomains.length === 0) return organizationDomains
  return allowedDomains.filter((domain) => organizationDomains?.includes(domain) ?? true)
}

export function isAllowedAddress(limits: DomainLimits, emailFolded: string): boolean {
  return allowsAddress(joinDomains(limits), emailFolded)
}

/** Whether the path is that of a live join link of this organization, and the link allows this address. */
export async function hasJoinLink(
  tx: Tx,
  visitor: { tenantId: string; organizationId: string; emailFolded: string },
  path: string | null,
): Promise<boolean> {
  const [, token] = /^\/join\/(\w{1,100})$/.exec(path ?? '') ?? []
  const found = token === undefined ? null : await findByToken(tx, visitor.tenantId, token)
  if (found?.state !== 'live' || found.organization.id !== visitor.organizationId) return false
  return isAllowedAddress(found, visitor.emailFolded)
}
