import type { Tx } from '@/lib/db/prisma'
import { brandDetailsOf } from '@/lib/domain/branding/brand-details'
import { brandLinks } from '@/lib/domain/branding/brand-links'
import { effectiveColours, opaqueColours } from '@/lib/domain/branding/colour'
import { defaultPrimary } from '@/lib/domain/branding/default-primary'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import { tenantTheme } from '@/lib/domain/tenant-branding/tenant-branding'
import { placeholdersOf, type Secrets } from './template-input'
import type { Email } from './mail'

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

export async function mailboxPageOf(tx: Tx, mail: QueuedEmail): Promise<MailboxPage> {
  const { tenantId, organizationId } = mail
  const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId } })
  const organization =
    organizationId === null
      ? null
      : await tx.organization.findUnique({ where: { tenantId_id: { tenantId, id: organizationId } } })
  const look = await tenantTheme(tx, tenantId)
  const worn = organization ? effectiveColours(opaqueColours(organization), look) : look
  const picture = (id: string | null) => (id === null ? undefined : `${tenant.url}${logoUrl(id)}`)
  const details = brandDetailsOf(organization?.brandDetails ?? {})
  const brand = {
    displayName: organization?.displayName ?? tenant.name,
    primary: worn.primaryColor ?? defaultPrimary,
    logoUrl: picture(organization?.logoId ?? null),
    darkLogoUrl: picture(details.darkLogoId),
    iconUrl: picture(details.iconId),
    links: brandLinks(details),
  }
  return {
    tx,
    mail,
    url: tenant.url,
    marks: placeholdersOf(mail.id),
    organization,
    worn: { brand, tenantName: tenant.name },
  }
}
