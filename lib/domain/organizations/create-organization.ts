import {
  authorize,
  type BySession,
  may,
  type Permission,
  personOf,
  type TenantAccess,
  type TenantActor,
} from '@/lib/access'
import type { Event } from '@/lib/db/events'
import { describeWait } from '@/lib/db/limits'
import type { Tx } from '@/lib/db/prisma'
import { onUniqueViolation, setOrganization } from '@/lib/db/request-context'
import { change, type ChangeResult } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { DomainError, invalid } from '@/lib/errors'
import { createInvitations, getOnlyInvitation } from '../invitations/invite'
import type { EmailAddress } from '../text/email-address'
import { parseInput } from '../text/parse-input'
import type { ListedOrganization } from './get-organization'
import {
  insertOrganization,
  type NewConnection,
  type NewOrganization,
  type OrganizationTemplate,
} from './insert-organization'
import { organizationSlug, selfServiceSlug } from './organization-fields'
import { slugSkeleton } from './slug'
import { assertNoConflict, SlugTaken } from './validate-slug'

export interface OrganizationInput extends Omit<NewOrganization, 'owner'> {
  /** Becomes the owner; their session enters the organization. Without it, there are no members yet. */
  owner?: BySession['caller']
  /** Becomes the owner by accepting; also needs create:organization_invitations. */
  invitedOwner?: EmailAddress
}

type Access = TenantAccess<'create:organizations'>

/** @throws DomainError conflict at `slug`; invalid at `slug`, `enabled_connections`, `metadata`; not_found, too_many */
export async function createOrganization(
  access: Access,
  input: OrganizationInput,
): Promise<ListedOrganization> {
  if (isSelfService(access)) assertNoSettings(input)
  const isOwnSlug = input.owner !== undefined || isSelfService(access)
  const slug = parseInput(isOwnSlug ? selfServiceSlug : organizationSlug, input.slug, 'slug')
  const granted = authorize(access, 'create:organizations', ...alsoNeeded(input))
  const creating = async (tx: Tx): Promise<ChangeResult<ListedOrganization>> => {
    await assertDailyLimit(tx, access)
    const { organization, ownerRoleId } = await insert(tx, { ...input, slug }, { mayLookAlike: !isOwnSlug })
    const { id } = organization
    const { events: invited, mails } = input.invitedOwner
      ? await inviteOwner(tx, granted, {
          organizationId: id,
          roleId: getOwnerRole(ownerRoleId),
          address: input.invitedOwner,
        })
      : { events: [], mails: [] }
    const entered = input.owner ? [await enter(tx, access, { owner: input.owner, id })] : []
    return { result: organization, events: [createdEvent(organization), ...invited, ...entered], mails }
  }
  return change(granted, creating, { beginsInDatabase: true }).catch(
    onUniqueViolation(() => new SlugTaken(slug)),
  )
}

function alsoNeeded({ connections, invitedOwner }: OrganizationInput): Permission[] {
  return [
    ...(connections?.length ? (['create:organization_connections'] as const) : []),
    ...(invitedOwner ? (['create:organization_invitations'] as const) : []),
  ]
}

function createdEvent({ id, displayName, slug }: ListedOrganization): Event {
  return {
    type: 'organization.created',
    organizationId: id,
    target: { kind: 'organization', id, name: displayName },
    details: { after: { displayName, slug } },
  }
}

interface Preparation {
  conflictingSlugs: string[]
  /** Existing connections of the input, by id. */
  strategies: Record<string, string>
  ownerRoleId: string | null
  template: OrganizationTemplate
}

async function insert(
  tx: Tx,
  { owner: caller, invitedOwner: _, ...input }: OrganizationInput,
  { mayLookAlike }: { mayLookAlike: boolean },
): Promise<{ organization: ListedOrganization; ownerRoleId: string | null }> {
  const { slug, connections = [] } = input
  const connectionIds = connections.map(({ connectionId }) => connectionId)
  const [row] = await tx.$queryRaw<[{ preparation: Preparation }]>`
    SELECT foyer.prepare_organization(${slug}, ${slugSkeleton(slug)}, ${mayLookAlike}, ${connectionIds}) AS preparation`
  const { conflictingSlugs, strategies, ownerRoleId, template } = row.preparation
  assertNoConflict(slug, conflictingSlugs)
  assertConnections(connections, new Map(Object.entries(strategies)))
  const owner = caller && { userId: caller.userId, roleId: getOwnerRole(ownerRoleId) }
  return { organization: await insertOrganization(tx, { ...input, owner }, template), ownerRoleId }
}

async function enter(
  tx: Tx,
  { tenantId }: Access,
  { owner: { sessionId }, id: organizationId }: { owner: BySession['caller']; id: string },
): Promise<Event> {
  await tx.session.update({
    where: { tenantId_id: { tenantId, id: sessionId } },
    data: { organizationId },
  })
  return { type: 'session.switched', organizationId, target: { kind: 'session', id: sessionId } }
}

/** @throws DomainError conflict */
function getOwnerRole(id: string | null): string {
  if (id !== null) return id
  throw new DomainError('conflict', 'No role grants ownership, so organizations cannot be created.')
}

function assertNoSettings({ settings = {} }: OrganizationInput): void {
  if (Object.values(settings).every((value) => value === undefined)) return
  throw invalid(
    'metadata',
    'Only tenant-level callers can set metadata, third_party_client_access and similar fields.',
  )
}

/** The same rules as when a connection is added to an organization. */
function assertConnections(
  connections: readonly NewConnection[],
  strategies: ReadonlyMap<string, string>,
): void {
  const field = 'enabled_connections'
  if (!connections.every(({ connectionId }) => strategies.has(connectionId)))
    throw invalid(field, 'The specified connection does not exist.')
  for (const { connectionId, isSignupEnabled, assignMembershipOnLogin } of connections) {
    if (!isSignupEnabled) continue
    if (strategies.get(connectionId) !== 'password')
      throw invalid(field, 'Only a database connection can create accounts.')
    if (!assignMembershipOnLogin)
      throw invalid(field, 'is_signup_enabled asks for assign_membership_on_login, too.')
  }
}

/** Everyone can have create:organizations; a user who can also change every organization acts for the tenant. */
function isSelfService(actor: TenantActor): boolean {
  return personOf(actor) !== null && !may(actor, 'update:organizations')
}

/** Without a race, since a change at tenant level locks its user’s row. @throws DomainError too_many, with seconds to wait */
async function assertDailyLimit(tx: Tx, actor: TenantActor): Promise<void> {
  const userId = personOf(actor)
  if (!env().rateLimits || userId === null || !isSelfService(actor)) return
  const { tenantId } = actor
  const [reached] = await tx.$queryRaw<{ allowed: number; seconds: number | null }[]>`
    SELECT t.organizations_per_day AS allowed, (
      SELECT ceil(extract(epoch FROM e.occurred_at + interval '24 hours' - now()))::int FROM audit_events e
      WHERE e.tenant_id = t.id AND e.actor_id = ${userId} AND e.type = 'organization.created'
        AND e.occurred_at > now() - interval '24 hours'
      ORDER BY e.occurred_at DESC OFFSET t.organizations_per_day - 1 LIMIT 1) AS seconds
    FROM tenants t WHERE t.id = ${tenantId} AND t.organizations_per_day IS NOT NULL`
  if (!reached || reached.seconds === null) return
  const { allowed, seconds } = reached
  const organizations = allowed === 1 ? '1 organization' : `${allowed} organizations`
  const sentence = `You can create ${organizations} in 24 hours. Try again in ${describeWait(seconds)}.`
  throw new DomainError('too_many', sentence, { retryAfter: seconds })
}

interface NewOwner {
  organizationId: string
  roleId: string
  address: EmailAddress
}

/** In the transaction that creates the organization. @throws DomainError not_found, too_many */
async function inviteOwner(
  tx: Tx,
  access: TenantAccess,
  { organizationId, roleId, address }: NewOwner,
): Promise<{ events: Event[]; mails: NonNullable<ChangeResult<void>['mails']> }> {
  const { tenantId, caller, permissions } = access
  await setOrganization(tx, organizationId)
  const within = authorize(
    { kind: 'organization', tenantId, organizationId, caller, permissions, isTenantLevel: true },
    'create:organization_invitations',
  )
  const created = await createInvitations(tx, within, { invitees: [{ address, roleIds: [roleId] }] })
  getOnlyInvitation(created)
  return { events: created.events.map((event) => ({ ...event, organizationId })), mails: created.mails }
}
