import { z } from 'zod'
import type { LockedOrganization } from '@/lib/db/locked-organization'
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
