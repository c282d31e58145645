import type { Tx } from '@/lib/db/prisma'
import { type BrandContent, draftContent, publishedContent } from '@/lib/domain/branding/brand-content'
import { brandLinks } from '@/lib/domain/branding/brand-links'
import { type Colors, defaultPrimary, effectiveColors, opaqueColors } from '@/lib/domain/branding/color'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import { tenantTheme } from '@/lib/domain/tenant-branding/tenant-branding'
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

interface Organization {
  slug: string
  displayName: string
  deletedAt: Date | null
  suspendedAt: Date | null
  brandingDraft: unknown
}

export interface MailboxPage {
  tx: Tx
  mail: QueuedEmail
  /** The tenant’s configured URL: links never come from a request. */
  url: string
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
  const { tenantId, organizationId } = mail
  const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId } })
  const organization =
    organizationId === null
      ? null
      : await tx.organization.findUnique({ where: { tenantId_id: { tenantId, id: organizationId } } })
  const look = await tenantTheme(tx, tenantId)
  const own = organization && ((showsDraft && draftContent(organization)) || publishedContent(organization))
  const name = organization?.displayName ?? tenant.name
  return {
    tx,
    mail,
    url: tenant.url,
    marks: placeholdersOf(mail.id),
    organization,
    worn: { brand: brandOf({ own, look, name, url: tenant.url }), tenantName: tenant.name },
  }
}

/** Null for one that is suspended or deleted: emails that lead there are not sent, also not once it is resumed. */
export function openOrganization({ organization }: MailboxPage): Organization | null {
  const isOpen = organization?.deletedAt === null && organization.suspendedAt === null
  return isOpen ? organization : null
}

interface Branded {
  /** Null for the tenant. */
  own: BrandContent | null
  look: Colors
  name: string
  url: string
}

function brandOf({ own, look, name, url }: Branded): Brand {
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
