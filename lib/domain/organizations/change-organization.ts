import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { LockedOrganization } from '@/lib/db/locked-organization'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { changeLocked, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { type NewBranding, replaceBranding } from '../branding/replace-branding'
import { parseInput } from '../text/parse-input'
import { changeSettings, type OrganizationSettings } from './change-settings'
import { claimSlug } from './make-organization'
import { organizationSlug, selfServiceSlug } from './organization-fields'
import { assertFreeSlug, slugTaken, waitForSlug } from './validate-slug'

/** What is undefined stays. */
export interface OrganizationChanges {
  displayName?: string | undefined
  slug?: string | undefined
  branding?: NewBranding | undefined
  /** For the tenant itself alone. */
  settings?: OrganizationSettings | undefined
}

type Access = OrganizationAccess<'update:organizations'>

/**
 * All of it or nothing.
 * @throws DomainError conflict at `slug` when it is taken, held, or looks like one that is; invalid at `slug` and
 * `primary_color`
 */
export async function changeOrganization(access: Access, input: OrganizationChanges): Promise<void> {
  if (input.slug !== undefined)
    parseInput(access.isTenantLevel ? organizationSlug : selfServiceSlug, input.slug, 'slug')
  try {
    const options =
      input.slug === undefined
        ? {}
        : { bypassRowSecurity: 'whether a slug is free is a question to the whole tenant' }
    await changeLocked(access, (tx, before) => changeAll(tx, access, { before, wanted: input }), options)
  } catch (error) {
    if (!isUniqueViolation(error) || input.slug === undefined) throw error
    throw slugTaken(input.slug)
  }
}

async function changeAll(
  tx: Tx,
  access: Access,
  { before, wanted: input }: { before: LockedOrganization; wanted: OrganizationChanges },
): Promise<ChangeResult<void>> {
  const { displayName, slug, branding, settings } = input
  if (slug !== undefined) await waitForSlug(tx, slug)
  const [first, ...others] = [
    ...(displayName === undefined ? [] : await rename(tx, access, { before, displayName })),
    ...(slug === undefined ? [] : await changeSlug(tx, access, { before, slug })),
    ...(branding === undefined ? [] : await replaceBranding(tx, access, { before, branding })),
    ...(settings === undefined ? [] : await changeSettings(tx, access, { before, settings })),
  ]
  return first ? { result: undefined, events: [first, ...others] } : unchanged(undefined)
}

async function rename(
  tx: Tx,
  { tenantId, organizationId }: Access,
  { before, displayName }: { before: LockedOrganization; displayName: string },
): Promise<Event[]> {
  if (before.displayName === displayName) return []
  await tx.organization.update({
    where: { tenantId_id: { tenantId, id: organizationId } },
    data: { displayName },
  })
  return [
    {
      type: 'organization.renamed',
      organizationId,
      target: { kind: 'organization', id: organizationId, name: displayName },
      details: { before: { displayName: before.displayName }, after: { displayName } },
    },
  ]
}

/** Of earlier slugs that are held for one organization, since nobody else can have them meanwhile. */
const mostHeld = 20

/**
 * Gives a locked organization another slug. The old one leads here for 90 days and can be taken back within them. Only
 * the tenant itself may take one that looks like another’s.
 * @throws DomainError conflict at `slug`, and where too many are held for it by its own people; a unique violation when somebody was faster
 */
async function changeSlug(
  tx: Tx,
  { tenantId, organizationId, isTenantLevel }: OrganizationActor,
  { before, slug }: { before: LockedOrganization; slug: string },
): Promise<Event[]> {
  if (before.slug === slug) return []
  await assertFreeSlug(tx, { slug, organizationId, mayLookAlike: isTenantLevel === true })
  if (isTenantLevel !== true) await insistOnRoom(tx, { tenantId, organizationId, slug })
  await tx.$executeRaw`
    UPDATE organization_slugs SET held_until = now() + interval '90 days'
    WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND held_until IS NULL`
  const takenBack = await tx.organizationSlug.updateMany({
    where: { tenantId, slug, organizationId },
    data: { heldUntil: null },
  })
  if (takenBack.count === 0) await claimSlug(tx, { tenantId, slug, organizationId })
  await tx.organization.update({
    where: { tenantId_id: { tenantId, id: organizationId } },
    data: { slug },
  })
  return [
    {
      type: 'organization.slug_changed',
      organizationId,
      target: { kind: 'organization', id: organizationId, name: before.displayName },
      details: { before: { slug: before.slug }, after: { slug } },
    },
  ]
}

/** One of its own that is taken back needs none. */
async function insistOnRoom(
  tx: Tx,
  { tenantId, organizationId, slug }: { tenantId: string; organizationId: string; slug: string },
): Promise<void> {
  const permissions = await tx.organizationSlug.count({
    where: { tenantId, organizationId, heldUntil: { gt: new Date() }, slug: { not: slug } },
  })
  if (permissions < mostHeld) return
  throw new DomainError(
    'conflict',
    `The last ${mostHeld} slugs of this organization are still reserved for it. Use one of them, or wait.`,
    { field: 'slug' },
  )
}
