import type { OrganizationAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { LockedOrganization } from '@/lib/db/locked-organization'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { changeLocked, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import {
  type BrandingInput,
  type PreparedBranding,
  prepareBranding,
  replaceBranding,
} from '../branding/replace-branding'
import { changesOf } from '../changes-of'
import { parseInput } from '../text/parse-input'
import type { OrganizationSettings } from './insert-organization'
import { organizationSlug, selfServiceSlug } from './organization-fields'
import { updateSlug } from './update-slug'
import { SlugTaken, lockSlug } from './validate-slug'

export interface OrganizationUpdate {
  /** By parseName. */
  displayName?: string | undefined
  slug?: string | undefined
  branding?: BrandingInput | undefined
  /** Only at tenant level. */
  settings?: OrganizationSettings | undefined
}

type Access = OrganizationAccess<'update:organizations'>
type PreparedUpdate = Omit<OrganizationUpdate, 'branding'> & { branding: PreparedBranding | undefined }

/** @throws DomainError conflict at `slug`; invalid at `slug`, `logo`; not_found, too_many */
export async function updateOrganization(access: Access, input: OrganizationUpdate): Promise<void> {
  const { slug } = input
  if (slug !== undefined) parseInput(access.isTenantLevel ? organizationSlug : selfServiceSlug, slug, 'slug')
  const branding = input.branding && (await prepareBranding(access, input.branding))
  const options =
    slug === undefined
      ? {}
      : { bypassRowSecurity: 'whether a slug is free is a question to the whole tenant' }
  try {
    await changeLocked(
      access,
      (tx, before) => updateAll(tx, access, { before, input: { ...input, branding } }),
      options,
    )
  } catch (error) {
    if (!isUniqueViolation(error) || slug === undefined) throw error
    throw new SlugTaken(slug)
  }
}

async function updateAll(
  tx: Tx,
  access: Access,
  { before, input }: { before: LockedOrganization; input: PreparedUpdate },
): Promise<ChangeResult<void>> {
  const { displayName, slug, branding, settings } = input
  if (slug !== undefined) await lockSlug(tx, slug)
  const [first, ...others] = [
    ...(displayName === undefined ? [] : await rename(tx, access, { before, displayName })),
    ...(slug === undefined ? [] : await updateSlug(tx, access, { before, slug })),
    ...(branding === undefined ? [] : await replaceBranding(tx, access, { before, branding })),
    ...(settings === undefined ? [] : await updateSettings(tx, access, { before, settings })),
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
