import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import { getLockedOrganization, type LockedOrganization } from '@/lib/db/locked-organization'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { changeLocked, type ChangeResult, withEvents } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import {
  type BrandingInput,
  prepareBranding,
  type PreparedBranding,
  replaceBranding,
} from '../branding/replace-branding'
import { changesOf } from '../changes-of'
import { parseInput } from '../text/parse-input'
import { type ListedOrganization, readOrganization } from './get-organization'
import type { OrganizationSettings } from './insert-organization'
import { organizationSlug, selfServiceSlug } from './organization-fields'
import { slugSkeleton } from './slug'
import { assertFreeSlug, lockSlug, SlugTaken } from './validate-slug'

export interface OrganizationUpdate {
  /** As `organizationName` parses it. */
  displayName?: string | undefined
  slug?: string | undefined
  branding?: BrandingInput | undefined
  /** Only at tenant level. */
  settings?: OrganizationSettings | undefined
}

type Access = OrganizationAccess<'update:organizations'>
type PreparedUpdate = Omit<OrganizationUpdate, 'branding'> & { branding: PreparedBranding | undefined }

/** @throws DomainError conflict at `slug`; invalid at `slug`, `logo`; not_found, too_many */
export async function updateOrganization(
  access: Access,
  input: OrganizationUpdate,
): Promise<ListedOrganization> {
  const { slug } = input
  if (slug !== undefined) parseInput(access.isTenantLevel ? organizationSlug : selfServiceSlug, slug, 'slug')
  const branding = input.branding && (await prepareBranding(access, input.branding))
  const options =
    slug === undefined
      ? {}
      : { bypassRowSecurity: 'whether a slug is free is a question to the whole tenant' }
  try {
    return await changeLocked(access, (tx) => updateAll(tx, access, { ...input, branding }), options)
  } catch (error) {
    if (!isUniqueViolation(error) || slug === undefined) throw error
    throw new SlugTaken(slug)
  }
}

async function updateAll(
  tx: Tx,
  access: Access,
  { displayName, slug, branding, settings }: PreparedUpdate,
): Promise<ChangeResult<ListedOrganization>> {
  const before = await getLockedOrganization(tx, access)
  if (slug !== undefined) await lockSlug(tx, slug)
  const events = [
    ...(displayName === undefined ? [] : await rename(tx, access, { before, displayName })),
    ...(slug === undefined ? [] : await updateSlug(tx, access, { before, slug })),
    ...(branding === undefined ? [] : await replaceBranding(tx, access, { before, branding })),
    ...(settings === undefined ? [] : await updateSettings(tx, access, { before, settings })),
  ]
  return withEvents(await readOrganization(tx, access), events)
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

const settingsFields = ['thirdPartyClientAccess', 'isAppEntitlementActive'] as const

/** Only the keys of metadata: their values belong to the applications. */
async function updateSettings(
  tx: Tx,
  { tenantId, organizationId, isTenantLevel }: Access,
  { before, settings }: { before: LockedOrganization; settings: OrganizationSettings },
): Promise<Event[]> {
  if (!isTenantLevel) throw notFound()
  const { metadata, ...plain } = settings
  const changes = changesOf(settingsFields, before, plain)
  const keys = metadata === undefined ? [] : differingKeys(before.metadata, metadata)
  const isChanged = Object.keys(changes.after).length > 0
  if (keys.length === 0 && !isChanged) return []
  await tx.organization.update({
    where: { tenantId_id: { tenantId, id: organizationId } },
    data: { ...changes.after, ...(metadata === undefined ? {} : { metadata }) },
  })
  return [
    {
      type: 'organization.settings_changed',
      organizationId,
      target: { kind: 'organization', id: organizationId, name: before.displayName },
      details: {
        ...(isChanged && { before: { ...changes.before }, after: { ...changes.after } }),
        ...(keys.length > 0 && { metadata: keys }),
      },
    },
  ]
}

function differingKeys(before: Record<string, unknown>, after: Record<string, string>): string[] {
  const [old, next] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  return [...new Set([...old.keys(), ...next.keys()])].filter((key) => old.get(key) !== next.get(key)).sort()
}

/** No other organization can have a slug while it is held. */
const maxHeldSlugs = 20

/** The old slug redirects for 90 days. @throws DomainError conflict at `slug`; a unique violation on a race */
async function updateSlug(
  tx: Tx,
  { tenantId, organizationId, isTenantLevel }: OrganizationActor,
  { before, slug }: { before: LockedOrganization; slug: string },
): Promise<Event[]> {
  if (before.slug === slug) return []
  await assertFreeSlug(tx, { slug, organizationId, mayLookAlike: isTenantLevel === true })
  const claim = { tenantId, organizationId, slug }
  if (isTenantLevel !== true) await assertHeldLimit(tx, claim)
  await tx.$executeRaw`
    UPDATE organization_slugs SET held_until = now() + interval '90 days'
    WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND held_until IS NULL`
  await claimSlug(tx, claim)
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

interface Claim {
  tenantId: string
  organizationId: string
  slug: string
}

async function claimSlug(tx: Tx, { tenantId, organizationId, slug }: Claim): Promise<void> {
  const takenBack = await tx.organizationSlug.updateMany({
    where: { tenantId, slug, organizationId },
    data: { heldUntil: null },
  })
  if (takenBack.count > 0) return
  await tx.$executeRaw`DELETE FROM organization_slugs WHERE tenant_id = ${tenantId} AND slug = ${slug} AND held_until < now()`
  await tx.organizationSlug.create({ data: { slug, skeleton: slugSkeleton(slug), organizationId } })
}

/** A slug that is taken back does not count. */
async function assertHeldLimit(tx: Tx, { tenantId, organizationId, slug }: Claim): Promise<void> {
  const held = await tx.organizationSlug.count({
    where: { tenantId, organizationId, heldUntil: { gt: new Date() }, slug: { not: slug } },
  })
  if (held < maxHeldSlugs) return
  throw new DomainError(
    'conflict',
    `The last ${maxHeldSlugs} slugs of this organization are still held for it. Take one of them, or wait.`,
    { field: 'slug' },
  )
}
