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
import { placeholdersOf, type Secrets } from './template-input'
import type { Brand, Email } from './mail'

export interface QueuedEmail {
  tenantId: string
  id: string
  organizationId: string | null
  recipient: string
  payload: unknown
  createdAt: Date
}

export interface Composed {
  /** With placeholders in link and code. */
  content: Email
  secrets: Secrets
}

interface Organization extends Branded {
  slug: string
  displayName: string
  /** Neither suspended nor deleted. */
  isOpen: boolean
  brandingDraft: unknown
}

export interface MailboxPage {
  tx: Tx
  mail: QueuedEmail
  /** The tenant’s configured URL: links never come from a request. */
  url: string
  defaultRedirectionUri: string | null
  marks: Secrets
  organization: Organization | null
  worn: Pick<Email, 'brand' | 'tenantName'>
}

interface MailboxPageOptions {
  /** Instead of the published branding, if there is one. */
  showsDraft: boolean
}

export async function mailboxPageOf(
  tx: Tx,
  mail: QueuedEmail,
  { showsDraft }: MailboxPageOptions,
): Promise<MailboxPage> {
  const { organization, tenantName, url, defaultRedirectionUri, ...theme } = await readPage(tx, mail)
  const own = organization && ((showsDraft && draftContent(organization)) || publishedContent(organization))
  const name = organization?.displayName ?? tenantName
  return {
    tx,
    mail,
    url,
    defaultRedirectionUri,
    marks: placeholdersOf(mail.id),
    organization,
    worn: { brand: brandOf({ own, look: themeOf(theme), name, url }), tenantName },
  }
}

interface PageRow {
  tenantName: string
  url: string
  defaultRedirectionUri: string | null
  primaryColor: string | null
  background: unknown
  organization: Organization | null
}

async function readPage(tx: Tx, { tenantId, organizationId }: QueuedEmail): Promise<PageRow> {
  const [row] = await tx.$queryRaw<PageRow[]>`
    SELECT t.name AS "tenantName", t.url, t.default_redirection_uri AS "defaultRedirectionUri",
      b.primary_color AS "primaryColor", coalesce(b.background, '{}') AS background,
      CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('slug', o.slug, 'displayName', o.display_name,
        'isOpen', o.deleted_at IS NULL AND o.suspended_at IS NULL, 'logoId', o.logo_id, 'logoUrl', o.logo_url,
        'primaryColor', o.primary_color, 'backgroundColor', o.background_color, 'brandDetails', o.brand_details,
        'brandingDraft', o.branding_draft) END AS organization
    FROM tenants t
    LEFT JOIN tenant_branding b ON b.tenant_id = ${tenantId}
    LEFT JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = ${organizationId}
    WHERE t.id = ${tenantId}`
  if (!row) throw new Error(`The tenant ${tenantId} of an email is not there.`)
  return row
}

/** Null for one that is suspended or deleted: emails that lead there are not sent, also not once it is resumed. */
export function openOrganization({ organization }: MailboxPage): Organization | null {
  return organization?.isOpen ? organization : null
}

interface BrandInput {
  /** Null for the tenant. */
  own: BrandContent | null
  look: Colors
  name: string
  url: string
}

function brandOf({ own, look, name, url }: BrandInput): Brand {
  if (!own) return { displayName: name, primary: look.primaryColor ?? defaultPrimary }
  const picture = (id: string | null) => (id === null ? undefined : `${url}${logoUrl(id)}`)
  return {
    displayName: name,
    primary: effectiveColors(opaqueColors(own), look).primaryColor ?? defaultPrimary,
    logoUrl: picture(own.logoId),
    darkLogoUrl: picture(own.darkLogoId),
    iconUrl: picture(own.iconId),
    links: brandLinks(own),
  }
}
