import type { OrganizationAccess } from '@/lib/access'
import { changeLocked, unchanged, type ChangeResult } from '@/lib/db/transaction'
import { isUniqueViolation } from '@/lib/db/request-context'
import type { Event } from '@/lib/db/events'
import type { LockedOrganization } from '@/lib/db/locked-organization'
import type { Tx } from '@/lib/db/prisma'
import { replaceBranding, type NewBranding } from '../branding/replace-branding'
import { insist } from '../text/insist'
import { changeSettings, type OrganizationSettings } from './change-settings'
import { exchangeSlug } from './exchange-slug'
import { parseOwnSlug, parseSlug } from './slug'
import { slugTaken, waitForSlug } from './slug-problem'

/** What is undefined stays. */
export interface OrganizationChanges {
  /** By parseName. */
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
export async function changeOrganization(access: Access, wanted: OrganizationChanges): Promise<void> {
  if (wanted.slug !== undefined)
    insist(access.exempt ? parseSlug(wanted.slug) : parseOwnSlug(wanted.slug), 'slug')
  try {
    const options =
      wanted.slug === undefined
        ? {}
        : { bypassRowSecurity: 'whether a slug is free is a question to the whole tenant' }
    await changeLocked(access, (tx, before) => changeAll(tx, access, { before, wanted }), options)
  } catch (error) {
    if (!isUniqueViolation(error) || wanted.slug === undefined) throw error
    throw slugTaken(wanted.slug)
  }
}

async function changeAll(
  tx: Tx,
  access: Access,
  { before, wanted }: { before: LockedOrganization; wanted: OrganizationChanges },
): Promise<ChangeResult<void>> {
  const { displayName, slug, branding, settings } = wanted
  if (slug !== undefined) await waitForSlug(tx, slug)
  const [first, ...others] = [
    ...(displayName === undefined ? [] : await rename(tx, access, { before, displayName })),
    ...(slug === undefined ? [] : await exchangeSlug(tx, access, { before, slug })),
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
