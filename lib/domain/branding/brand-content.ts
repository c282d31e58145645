import { z } from 'zod'
import { type OrganizationActor, personOf } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { LockedOrganization } from '@/lib/db/locked-organization'
import type { Tx } from '@/lib/db/prisma'
import { changesOf } from '../changes-of'
import { brandDetails, brandDetailsOf } from './brand-details'

const optional = z.string().nullable().default(null)

const stored = brandDetails.extend({
  logoId: optional,
  /** An external URL, in place of a logo. */
  logoUrl: optional,
  primaryColor: optional,
  backgroundColor: optional,
})

/** All of an organization’s branding, as a version or a draft of it is stored. */
export type BrandContent = z.output<typeof stored>

export function brandContentOf(value: unknown): BrandContent {
  return stored.parse(value)
}

export type Branded = Pick<
  LockedOrganization,
  'logoId' | 'logoUrl' | 'primaryColor' | 'backgroundColor' | 'brandDetails'
>

export function publishedContent(organization: Branded): BrandContent {
  const { logoId, logoUrl, primaryColor, backgroundColor } = organization
  const details = brandDetailsOf(organization.brandDetails)
  return { logoId, logoUrl, primaryColor, backgroundColor, ...details }
}

export function draftContent({ brandingDraft }: { brandingDraft: unknown }): BrandContent | null {
  return brandingDraft === null ? null : brandContentOf(brandingDraft)
}

const colorAndLogo = ['primaryColor', 'backgroundColor', 'logoId', 'logoUrl'] as const
const details = ['darkLogoId', 'iconId', 'headline', 'support', 'termsUrl', 'privacyUrl'] as const

/** Adds a version. The draft stays. */
export async function publishContent(
  tx: Tx,
  actor: OrganizationActor,
  { before, content }: { before: LockedOrganization; content: BrandContent },
): Promise<Event[]> {
  const { tenantId, organizationId } = actor
  const published = publishedContent(before)
  const changes = changesOf(colorAndLogo, published, content)
  const changedDetails = Object.keys(changesOf(details, published, content).after)
  if (Object.keys(changes.after).length + changedDetails.length === 0) return []
  await tx.organization.update({
    where: { tenantId_id: { tenantId, id: organizationId } },
    data: { ...changes.after, brandDetails: brandDetailsOf(content) },
  })
  await addVersion(tx, actor, { published, content })
  return [
    {
      type: 'organization.branding_changed',
      organizationId,
      target: { kind: 'organization', id: organizationId, name: before.displayName },
      details: {
        before: { ...changes.before },
        after: { ...changes.after },
        // Only their names: they contain free text.
        ...(changedDetails.length > 0 && { fields: changedDetails }),
      },
    },
  ]
}

async function addVersion(
  tx: Tx,
  actor: OrganizationActor,
  { published, content }: { published: BrandContent; content: BrandContent },
): Promise<void> {
  const isPlain = Object.values(published).every((value) => value === null)
  const version = { before: isPlain ? null : published, content, publishedBy: personOf(actor) }
  await tx.$executeRaw`
    SELECT foyer.add_branding_version(${actor.organizationId}, ${JSON.stringify(version)}::jsonb)`
}
