import type { OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { LockedOrganization } from '@/lib/db/locked-organization'
import type { Tx } from '@/lib/db/prisma'
import { changesOf } from '../changes-of'
import { type BrandDetails, brandDetailsOf } from './brand-details'
import {
  deleteUnusedPictures,
  type PictureInput,
  preparePicture,
  type PreparedPicture,
  storePicture,
} from './pictures'

export interface BrandingInput {
  /** `#rrggbb`; null for the tenant’s own. */
  primaryColor: string | null
  backgroundColor: string | null
  logo: PictureInput | LogoUrl
  /** Absent: they stay as they are. */
  details?: DetailsInput | undefined
}

/** `id`: set if the URL is that of the current logo, which then stays. */
interface LogoUrl {
  url: string
  id: string | null
}

interface DetailsInput extends Omit<BrandDetails, 'darkLogoId' | 'iconId'> {
  darkLogo: PictureInput
  icon: PictureInput
}

export interface PreparedBranding extends Omit<BrandingInput, 'logo' | 'details'> {
  logo: PreparedPicture | LogoUrl
  details: PreparedDetails | undefined
}

interface PreparedDetails extends Omit<DetailsInput, 'darkLogo' | 'icon'> {
  darkLogo: PreparedPicture
  icon: PreparedPicture
}

/** Slow work, before the lock. @throws DomainError invalid at `logo`, `dark_logo` or `icon`; too_many */
export async function prepareBranding(
  actor: OrganizationActor,
  { logo, details, ...colours }: BrandingInput,
): Promise<PreparedBranding> {
  const isUrl = typeof logo === 'object' && 'url' in logo
  return {
    ...colours,
    logo: isUrl ? logo : await preparePicture(actor, logo, 'logo'),
    details: details && {
      ...details,
      darkLogo: await preparePicture(actor, details.darkLogo, 'dark_logo'),
      icon: await preparePicture(actor, details.icon, 'icon'),
    },
  }
}

const fields = ['primaryColor', 'backgroundColor', 'logoId', 'logoUrl'] as const
const detailFields = ['darkLogoId', 'iconId', 'headline', 'support', 'termsUrl', 'privacyUrl'] as const

export async function replaceBranding(
  tx: Tx,
  actor: OrganizationActor,
  { before, branding }: { before: LockedOrganization; branding: PreparedBranding },
): Promise<Event[]> {
  const { tenantId, organizationId } = actor
  const { primaryColor, backgroundColor, logo } = branding
  const logoFields = await replaceLogo(tx, actor, { before, logo })
  const details = brandDetailsOf(before.brandDetails)
  const newDetails = branding.details
    ? await replaceDetails(tx, actor, { before: details, given: branding.details })
    : details
  const changes = changesOf(fields, before, { primaryColor, backgroundColor, ...logoFields })
  const changedDetails = Object.keys(changesOf(detailFields, details, newDetails).after)
  if (Object.keys(changes.after).length + changedDetails.length === 0) return []
  await tx.organization.update({
    where: { tenantId_id: { tenantId, id: organizationId } },
    data: { ...changes.after, brandDetails: { ...newDetails } },
  })
  await deleteUnusedPictures(tx, actor, [logoFields.logoId, newDetails.darkLogoId, newDetails.iconId])
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

async function replaceLogo(
  tx: Tx,
  actor: OrganizationActor,
  { before, logo }: { before: LockedOrganization; logo: PreparedBranding['logo'] },
): Promise<Pick<LockedOrganization, 'logoId' | 'logoUrl'>> {
  const { logoId, logoUrl } = before
  if (logo === 'keep') return { logoId, logoUrl }
  if (typeof logo === 'object' && 'url' in logo)
    return logo.id !== null && logo.id === logoId
      ? { logoId, logoUrl: null }
      : { logoId: null, logoUrl: logo.url }
  return { logoId: await storePicture(tx, actor, { before: logoId, picture: logo }), logoUrl: null }
}

async function replaceDetails(
  tx: Tx,
  actor: OrganizationActor,
  { before, given }: { before: BrandDetails; given: PreparedDetails },
): Promise<BrandDetails> {
  const { darkLogo, icon, ...texts } = given
  return {
    ...texts,
    darkLogoId: await storePicture(tx, actor, { before: before.darkLogoId, picture: darkLogo }),
    iconId: await storePicture(tx, actor, { before: before.iconId, picture: icon }),
  }
}
