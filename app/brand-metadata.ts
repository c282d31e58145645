import type { Metadata, MetadataRoute } from 'next'

interface BrandedOrganization {
  slug: string
  displayName: string
  logoId: string | null
  primaryColor: string | null
}

/** Titles such as `Organizations · Lumen`. */
export function tenantMetadata({ name }: { name: string }): Metadata {
  return {
    title: { default: name, template: `%s · ${escapedTitle(name)}` },
    applicationName: name,
    icons: iconLinks('/logos/letter'),
    manifest: '/manifest.webmanifest',
  }
}

/** Titles such as `Members · Acme`. */
export function organizationMetadata(organization: BrandedOrganization): Metadata {
  const { slug, displayName } = organization
  return {
    title: { default: displayName, template: `%s · ${escapedTitle(displayName)}` },
    applicationName: displayName,
    icons: iconLinks(iconOf(organization)),
    manifest: `/o/${slug}/manifest.webmanifest`,
  }
}

/** Next replaces `%s` also in a name. */
function escapedTitle(name: string): string {
  return name.replaceAll('%s', '%\u200bs')
}

function iconLinks(url: string): Metadata['icons'] {
  return { icon: { url, type: 'image/svg+xml' }, apple: url }
}

export function iconOf({ logoId, displayName, primaryColor }: Omit<BrandedOrganization, 'slug'>): string {
  if (logoId !== null) return `/logos/${logoId}/icon`
  const color = primaryColor === null ? {} : { color: primaryColor }
  return `/logos/letter?${new URLSearchParams({ name: displayName.slice(0, 40), ...color }).toString()}`
}

interface ManifestInput {
  name: string
  startUrl: string
  icon: string
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
    icons: [{ src: icon, type: 'image/svg+xml', sizes: 'any' }],
  }
  return new Response(JSON.stringify(manifest), {
    headers: { 'content-type': 'application/manifest+json', 'cache-control': 'public, max-age=300' },
  })
}
