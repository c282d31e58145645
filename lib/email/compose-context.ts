import type { Tx } from '@/lib/db/prisma'
import {
  type BrandContent,
  type Branded,
  draftContent,
  publishedContent,
} from '@/lib/domain/branding/brand-content'
import { brandLinks } from '@/lib/domain/branding/brand-links'
import { type Colors, defaultPrimary, effectiveColors, opaqueColors } from '@/lib/domain/branding/color'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import { themeOf } from '@/lib/domain/tenant-branding/tenant-branding'
import type { Brand, Branding, TemplateData } from './email'
import { placeholdersOf, type Secrets } from './template-input'

export interface QueuedEmail {
  tenantId: string
  id: string
  organizationId: string | null
  recipient: string
  payload: unknown
  createdAt: Date
}

interface Organization extends Branded {
  id: string
  slug: string
  displayName: string
  /** Neither suspended nor deleted. */
  isOpen: boolean
  brandingDraft: unknown
}

/** What the templates’ data is composed from. */
export interface ComposeContext {
  tx: Tx
  mail: QueuedEmail
  /** The tenant’s configured URL: links never come from a request. */
  url: string
  defaultRedirectionUri: string | null
  placeholders: Secrets
  organization: Organization | null
  branding: Branding
}

export interface OrganizationContext extends ComposeContext {
  organization: Organization
}

/** With placeholders in link and code. */
export interface ComposedData {
  data: TemplateData
  secrets?: Secrets
}

export async function composeContext(
  tx: Tx,
  mail: QueuedEmail,
  /** Instead of the published branding, if there is one. */
  { showsDraft }: { showsDraft: boolean },
): Promise<ComposeContext> {
  const { organization, tenantName, url, defaultRedirectionUri, ...theme } = await readContext(tx, mail)
  const own = organization && ((showsDraft && draftContent(organization)) || publishedContent(organization))
  const name = organization?.displayName ?? tenantName
  return {
    tx,
    mail,
    url,
    defaultRedirectionUri,
    placeholders: placeholdersOf(mail.id),
    organization,
    branding: { brand: brandOf({ own, tenantColors: themeOf(theme), name, url }), tenantName },
  }
}

interface ContextRow {
  tenantName: string
  url: string
  defaultRedirectionUri: string | null
  primaryColor: string | null
  background: unknown
  organization: Organization | null
}

async function readContext(tx: Tx, { tenantId, organizationId }: QueuedEmail): Promise<ContextRow> {
  const [row] = await tx.$queryRaw<ContextRow[]>`
    SELECT t.name AS "tenantName", t.url, t.default_redirection_uri AS "defaultRedirectionUri",
      b.primary_color AS "primaryColor", coalesce(b.background, '{}') AS background,
      CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('id', o.id, 'slug', o.slug, 'displayName', o.display_name,
        'isOpen', o.deleted_at IS NULL AND o.suspended_at IS NULL, 'logoId', o.logo_id, 'logoUrl', o.logo_url,
        'primaryColor', o.primary_color, 'backgroundColor', o.background_color, 'brandDetails', o.brand_details,
        'brandingDraft', o.branding_draft) END AS organization
    FROM tenants t
    LEFT JOIN tenant_branding b ON b.tenant_id = ${tenantId}
    LEFT JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = ${organizationId}
    WHERE t.id = ${tenantId}`
  if (!row) throw new Error(`The tenant ${tenantId} of an email does not exist.`)
  return row
}

interface BrandInput {
  /** Null for the tenant. */
  own: BrandContent | null
  tenantColors: Colors
  name: string
  url: string
}

function brandOf({ own, tenantColors, name, url }: BrandInput): Brand {
  if (!own) return { displayName: name, primary: tenantColors.primaryColor ?? defaultPrimary }
  const picture = (id: string | null) => (id === null ? undefined : `${url}${logoUrl(id)}`)
  return {
    displayName: name,
    primary: effectiveColors(opaqueColors(own), tenantColors).primaryColor ?? defaultPrimary,
    logoUrl: picture(own.logoId),
    darkLogoUrl: picture(own.darkLogoId),
    iconUrl: picture(own.iconId),
    links: brandLinks(own),
  }
}
