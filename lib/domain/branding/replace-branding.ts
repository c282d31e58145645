import type { OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { LockedOrganization } from '@/lib/db/locked-organization'
import type { Tx } from '@/lib/db/prisma'
import { type BrandContent, draftContent, publishContent, publishedContent } from './brand-content'
import type { BrandDetails } from './brand-details'
import { type PictureInput, type PreparedPicture, preparePicture, storePicture } from './pictures'

interface Branding<Image> {
  /** `#rrggbb`; null for the tenant’s own. Absent: it stays. */
  primaryColor?: string | null | undefined
  backgroundColor?: string | null | undefined
  logo: Image | LogoUrl
  /** Absent: they stay as they are. */
  details?: Details<Image> | undefined
  /** A change of the draft; without it, of what is published. */
  fromDraft?: boolean
}

/** `id`: set if the URL is that of the current logo, which then stays. */
interface LogoUrl {
  url: string
  id: string | null
}

interface Details<Image> extends Omit<BrandDetails, 'darkLogoId' | 'iconId'> {
  darkLogo: Image
  icon: Image
}

export type BrandingInput = Branding<PictureInput>
export type PreparedBranding = Branding<PreparedPicture>

/** Slow work, before the lock. @throws DomainError invalid at `logo`, `dark_logo` or `icon`; too_many */
export async function prepareBranding(
  actor: OrganizationActor,
  { logo, details, ...others }: BrandingInput,
): Promise<PreparedBranding> {
  const isUrl = typeof logo === 'object' && 'url' in logo
  return {
    ...others,
    logo: isUrl ? logo : await preparePicture(actor, logo, 'logo'),
    details: details && {
      ...details,
      darkLogo: await preparePicture(actor, details.darkLogo, 'dark_logo'),
      icon: await preparePicture(actor, details.icon, 'icon'),
    },
  }
}

/** Publishes the branding, and ends the draft that it is a change of. */
export async function replaceBranding(
  tx: Tx,
  actor: OrganizationActor,
  { before, branding }: { before: LockedOrganization; branding: PreparedBranding },
): Promise<Event[]> {
  const draft = branding.fromDraft ? draftContent(before) : null
  const base = draft ?? publishedContent(before)
  const content = await replaceContent(tx, actor, { base, branding })
  const events = await publishContent(tx, actor, { before, content })
  const ended = draft ? [await deleteDraft(tx, actor, before)] : []
  return events.length > 0 ? events : ended
}

/** Stores new pictures. */
export async function replaceContent(
  tx: Tx,
  actor: OrganizationActor,
  { base, branding }: { base: BrandContent; branding: PreparedBranding },
): Promise<BrandContent> {
  const { primaryColor = base.primaryColor, backgroundColor = base.backgroundColor, logo, details } = branding
  const colors = { primaryColor, backgroundColor }
  const logoFields = await replaceLogo(tx, actor, { base, logo })
  if (!details) return { ...base, ...colors, ...logoFields }
  const { darkLogo, icon, ...texts } = details
  return {
    ...colors,
    ...logoFields,
    ...texts,
    darkLogoId: await storePicture(tx, actor, { before: base.darkLogoId, picture: darkLogo }),
    iconId: await storePicture(tx, actor, { before: base.iconId, picture: icon }),
  }
}

async function replaceLogo(
  tx: Tx,
  actor: OrganizationActor,
  { base, logo }: { base: BrandContent; logo: PreparedBranding['logo'] },
): Promise<Pick<BrandContent, 'logoId' | 'logoUrl'>> {
  const { logoId, logoUrl } = base
  if (logo === 'keep') return { logoId, logoUrl }
  if (typeof logo === 'object' && 'url' in logo)
    return logo.id !== null && logo.id === logoId
      ? { logoId, logoUrl: null }
      : { logoId: null, logoUrl: logo.url }
  return { logoId: await storePicture(tx, actor, { before: logoId, picture: logo }), logoUrl: null }
}

/** With the pictures that it alone shows. */
export async function deleteDraft(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  { displayName }: LockedOrganization,
): Promise<Event> {
  await tx.$executeRaw`
    UPDATE organizations SET branding_draft = NULL WHERE tenant_id = ${tenantId} AND id = ${organizationId}`
  await tx.$executeRaw`SELECT foyer.delete_unused_images(${organizationId})`
  return {
    type: 'organization.branding_draft_discarded',
    organizationId,
    target: { kind: 'organization', id: organizationId, name: displayName },
  }
}
