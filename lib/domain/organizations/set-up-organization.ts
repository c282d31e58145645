import { authorize, type TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { sql } from '@/lib/db/sql'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { parseInput } from '../text/parse-input'
import type { OrganizationSettings } from './change-settings'
import { findOrganization, type ListedOrganization } from './get-organization'
import { insertOrganization, type NewConnection } from './make-organization'
import { type PreparedOrganization, prepareOrganization } from './prepare-organization'
import { assertDailyLimit, isSelfService } from './self-service'
import { organizationSlug, selfServiceSlug } from './organization-fields'
import { assertNoConflict, slugTaken } from './validate-slug'

export interface OrganizationInput {
  displayName: string
  slug: string
  primaryColor: string | null
  backgroundColor: string | null
  logoUrl: string | null
  settings: OrganizationSettings
  connections: readonly NewConnection[]
}

type Access = TenantAccess<'create:organizations'>

/**
 * A new organization that nobody is a member of yet, with these connections and no others.
 * @throws DomainError conflict at `slug` when it is taken or held; invalid at `slug`,
 * `enabled_connections` and `metadata`; not_found without create:organization_connections where there are any;
 * too_many for a person who created as many today as the tenant allows
 */
export async function setUpOrganization(
  access: Access,
  input: OrganizationInput,
): Promise<ListedOrganization> {
  const { slug, connections, settings } = input
  if (isSelfService(access)) insistOnNone(settings)
  parseInput(isSelfService(access) ? selfServiceSlug : organizationSlug, slug, 'slug')
  const emailToken =
    connections.length === 0
      ? access
      : authorize(access, 'create:organizations', 'create:organization_connections')
  try {
    return await change(emailToken, async (tx) => {
      const made = await setUp(tx, access, input)
      const { id, displayName } = made
      const target = { kind: 'organization', id, name: displayName }
      const details = { after: { displayName, slug } }
      return {
        result: made,
        events: [{ type: 'organization.created', organizationId: id, target, details }],
      }
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw slugTaken(slug)
  }
}

/** What the tenant keeps about an organization is not for its maker to say. */
function insistOnNone(settings: OrganizationSettings): void {
  if (Object.values(settings).every((value) => value === undefined)) return
  throw new DomainError(
    'invalid',
    'Only tenant-level callers can set metadata, third_party_client_access and similar fields.',
    {
      field: 'metadata',
    },
  )
}

async function setUp(tx: Tx, access: Access, input: OrganizationInput): Promise<ListedOrganization> {
  const { tenantId } = access
  const { slug, connections } = input
  await assertDailyLimit(tx, access)
  const mayLookAlike = !isSelfService(access)
  const connectionIds = connections.map(({ connectionId }) => connectionId)
  const prepared = await prepareOrganization(tx, { slug, mayLookAlike, connectionIds })
  assertNoConflict(slug, prepared.conflictingSlugs)
  judgeConnections(connections, prepared)
  const { id } = await insertOrganization(tx, input, prepared.template)
  return findOrganization(tx, tenantId, sql`o.id = ${id}`)
}

/** As switching one on and changing it would. */
function judgeConnections(
  input: readonly NewConnection[],
  { strategies }: Pick<PreparedOrganization, 'strategies'>,
): void {
  const known = new Map(Object.entries(strategies))
  if (!input.every(({ connectionId }) => known.has(connectionId)))
    throw refused('The specified connection does not exist.')
  for (const { connectionId, isSignupEnabled, assignMembershipOnLogin } of input) {
    if (!isSignupEnabled) continue
    if (known.get(connectionId) !== 'password')
      throw refused('Only a database connection can create accounts.')
    if (!assignMembershipOnLogin) throw refused('is_signup_enabled asks for assign_membership_on_login, too.')
  }
}

function refused(sentence: string): DomainError {
  return new DomainError('invalid', sentence, { field: 'enabled_connections' })
}
