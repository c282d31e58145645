import { z } from 'zod'
import type { OrganizationAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { hasVerifiedDomain } from '../domains/queries'
import { type AccessLevel, isHidden, isVisible, levelHere } from './access-levels'
import { canConfirmProvider } from './confirm-provider'
import type { ConnectionUse } from './organization-connection'
import type { ProviderOptions } from './provider-options'
import { type Connection, readConnection } from './read-connection'
import type { SamlOptions } from './saml-options'

interface Usage extends ConnectionUse {
  accessLevel: AccessLevel
  isEnabled: boolean
  /** Of the people of the organization’s verified domains. */
  isRequired: boolean
  isOtherRequired: boolean
  hasDomain: boolean
  /** Of those examined, members at its verified domains who are not owners: a requirement leaves only them no other way in. */
  concerned: number
  /** Of those, who are signed in by another connection now. */
  elsewhere: number
  /** Of those, who have never signed in by this one. */
  withoutIdentity: number
  /** Owners at its verified domains. */
  owners: number
  /** Members with other addresses. */
  others: number
  /** Which of these the caller is; null for no member. */
  viewer: 'concerned' | 'owner' | 'other' | null
  /** Whether members with permissions like the caller’s cannot sign in by it until the caller confirms the provider. */
  canConfirm: boolean
}

export type OwnOpenIdConnection = Connection & Usage & { options: ProviderOptions; saml: null }
export type OwnSamlConnection = Connection & Usage & { options: null; saml: SamlOptions }
export type OwnConnection = OwnOpenIdConnection | OwnSamlConnection

/** One that the organization created. @throws DomainError not_found */
export function getOwnConnection(
  access: OrganizationAccess<'read:organization_connections'>,
  id: string,
): Promise<OwnConnection> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const connection = await readConnection(tx, tenantId, id)
    const { options, saml } = connection
    if (connection.organizationId !== organizationId) throw notFound()
    const [usage] = await tx.$queryRaw<[Omit<Usage, 'canConfirm'>]>`
      SELECT ${levelHere(access, sql`${id}`)} AS "accessLevel",
        u.examined, u.signed_in AS "signedIn", u.without_alternative AS stranded,
        coalesce(here.is_enabled, false) AS "isEnabled", coalesce(here.is_required, false) AS "isRequired", EXISTS (
          SELECT FROM enabled_connections e
          WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND e.connection_id <> ${id}
            AND e.is_required) AS "isOtherRequired", ${hasVerifiedDomain(access)} AS "hasDomain",
        r.concerned, r.elsewhere, r.without_identity AS "withoutIdentity", r.owners, r.others, r.viewer
      FROM foyer.connection_usage(${id}) u
      CROSS JOIN foyer.requirement_usage(${id}) r
      LEFT JOIN enabled_connections here ON here.tenant_id = ${tenantId} AND here.organization_id = ${organizationId}
        AND here.connection_id = ${id}`
    if (isHidden(access, usage)) throw notFound()
    const own = { ...connection, ...usage, canConfirm: await canConfirmProvider(tx, access, id) }
    if (options !== null) return { ...own, options, saml: null }
    if (saml === null) throw notFound()
    return { ...own, options, saml }
  })
}

const membersConcerned = z.object({
  name: z.string(),
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      picture: z.string().nullable(),
      isElsewhere: z.boolean(),
      hasIdentity: z.boolean(),
    }),
  ),
  next: z.string().nullable(),
})

export type MembersConcerned = z.output<typeof membersConcerned>

const perPage = 25

/**
 * The members that it concerns if the organization requires this connection of its own, with its name. By user id. A page
 * ends after 1,000 members, however few of them it shows: `next` goes on. @throws DomainError not_found
 */
export function listMembersConcerned(
  access: OrganizationAccess<'read:organization_connections' | 'read:organization_members'>,
  { connectionId, after }: { connectionId: string; after: string },
): Promise<MembersConcerned> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const [row] = await tx.$queryRaw<{ name: string; members: object }[]>(sql`
      SELECT c.display_name AS name, foyer.members_concerned(c.id, ${after}, ${perPage}::integer) AS members
      FROM connections c
      WHERE c.tenant_id = ${tenantId} AND c.organization_id = ${organizationId} AND c.id = ${connectionId}
        AND ${isVisible(access, sql`c.id`)}`)
    if (!row) throw notFound()
    return membersConcerned.parse({ name: row.name, ...row.members })
  })
}
