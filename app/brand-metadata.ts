import type { Metadata, MetadataRoute } from 'next'
import type { BrandDetails } from '@/lib/domain/branding/brand-details'

interface BrandedOrganization {
  slug: string
  displayName: string
  logoId: string | null
  iconId: string | null
  primaryColor: string | null
}

/** Titles such as `Organizations · Lumen`. */
export function tenantMetadata({ name }: { name: string }): Metadata {
  return {
    title: { default: name, template: `%s · ${escapedTitle(name)}` },
    applicationName: name,
    icons: { icon: letterIcon({}) },
    manifest: '/manifest.webmanifest',
  }
}

/** Titles such as `Sign in · Acme`, of a page outside the portal. */
export function frontMetadata(
  organization: Omit<BrandedOrganization, 'iconId'> & { brandDetails: BrandDetails },
  title: string,
): Metadata {
  const { displayName, brandDetails } = organization
  const branded = organizationMetadata({ ...organization, iconId: brandDetails.iconId })
  return { ...branded, title: { absolute: `${title} · ${displayName}` } }
}

/** Titles such as `Members · Acme`. */
export function organizationMetadata(organization: BrandedOrganization): Metadata {
  const { slug, displayName } = organization
  return {
    title: { default: displayName, template: `%s · ${escapedTitle(displayName)}` },
    applicationName: displayName,
    icons: iconLinks(organization),
    manifest: `/o/${slug}/manifest.webmanifest`,
  }
}

/** Next replaces `%s` also in a name. */
function escapedTitle(name: string): string {
  return name.replaceAll('%s', '%\u200bs')
}

/** Apple’s home screen takes no SVG, so it gets no icon where there is no picture. */
function iconLinks(organization: BrandedOrganization): Metadata['icons'] {
  const icon = iconOf(organization)
  const { iconId, logoId } = organization
  if (iconId !== null) return { icon, apple: icon }
  if (logoId === null) return { icon }
  return { icon, apple: { url: `/logos/${logoId}/apple`, type: 'image/png', sizes: '180x180' } }
}

interface Icon {
  url: string
  type: string
}

export function iconOf(organization: Omit<BrandedOrganization, 'slug'>): Icon {
  const { logoId, iconId, displayName, primaryColor } = organization
  if (iconId !== null) return { url: `/logos/${iconId}`, type: 'image/png' }
  if (logoId !== null) return { url: `/logos/${logoId}/icon`, type: 'image/svg+xml' }
  const color = primaryColor === null ? {} : { color: primaryColor }
  return letterIcon({ name: displayName.slice(0, 40), ...color })
}

function letterIcon(query: { name?: string; color?: string }): Icon {
  const search = new URLSearchParams(query).toString()
  return { url: `/logos/letter${search === '' ? '' : `?${search}`}`, type: 'image/svg+xml' }
}

interface ManifestInput {
  name: string
  startUrl: string
  icon: Icon
  primaryColor: string | null
}

export function manifestResponse({ name, startUrl, icon, primaryColor }: ManifestInput): Response {
  const manifest: MetadataRoute.Manifest = {
    id: startUrl,
    name,
    short_name: name,
    start_url: startUrl,
    display: 'minimal-ui',
    background_color: '#ffffff',
    ...(primaryColor === null ? {} : { theme_color: primaryColor }),
    icons: [{ src: icon.url, type: icon.type, sizes: 'any' }],
  }
  return new Response(JSON.stringify(manifest), {
    headers: { 'content-type': 'application/manifest+json', 'cache-control': 'public, max-age=300' },
  })
}
