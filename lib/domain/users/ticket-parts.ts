import type { Tx } from '@/lib/db/prisma'
import { DomainError, invalid, notFound } from '@/lib/errors'
import { seal, unseal } from '../crypto/seal'
import { emailAddress, type EmailAddress } from '../text/email-address'
import { parseInput } from '../text/parse-input'

export interface TicketUser {
  id: string
  name: string
  address: EmailAddress
  isEmailVerified: boolean
}

/** @throws DomainError not_found at `user_id` */
export async function lockTicketUser(
  tx: Tx,
  tenantId: string,
  whose: { userId: string } | { emailFolded: string },
): Promise<TicketUser> {
  const [column, value] =
    'userId' in whose ? (['id', whose.userId] as const) : (['emailFolded', whose.emailFolded] as const)
  const known = await tx.user.findFirst({ where: { tenantId, [column]: value }, select: { id: true } })
  const [user] = await tx.$queryRaw<{ id: string; name: string; email: string; isEmailVerified: boolean }[]>`
    SELECT id, name, email, email_verified_at IS NOT NULL AS "isEmailVerified" FROM users
    WHERE tenant_id = ${tenantId} AND id = ${known?.id ?? ''} FOR NO KEY UPDATE`
  if (!user) throw notFoundAt('user_id')
  const { id, name, email, isEmailVerified } = user
  return { id, name, address: parseInput(emailAddress, email, 'email'), isEmailVerified }
}

/** @throws DomainError invalid */
export function assertUnverified({ isEmailVerified }: TicketUser): void {
  if (isEmailVerified) throw invalid('user_id', 'The user’s email is already verified.')
}

export function notFoundAt(field: string): DomainError {
  return new DomainError('not_found', notFound().message, { field })
}

interface TicketOrganization {
  id: string
  slug: string
  isMember: boolean
}

/** @throws DomainError not_found at `organization_id` */
export async function findTicketOrganization(
  tx: Tx,
  tenantId: string,
  { id, userId }: { id: string | undefined; userId: string },
): Promise<TicketOrganization | null> {
  if (id === undefined) return null
  const organization = await tx.organization.findFirst({
    where: { tenantId, id, deletedAt: null },
    select: { slug: true, members: { where: { userId }, select: { userId: true } } },
  })
  if (!organization) throw notFoundAt('organization_id')
  return { id, slug: organization.slug, isMember: organization.members.length > 0 }
}

interface ContinueUrlInput {
  clientId?: string | undefined
  /** A whole URL, at the origin of one of the applications. */
  resultUrl?: string | undefined
  organization: TicketOrganization | null
}

/** Emails have URLs that were sealed for it. */
const purpose = 'way on'

/** Sealed, so that no one else can make Foyer’s page link to their site. @throws DomainError not_found, invalid */
export async function continueUrlOf(
  tx: Tx,
  tenantId: string,
  { clientId, resultUrl, organization }: ContinueUrlInput,
): Promise<string | null> {
  if (resultUrl !== undefined) {
    await assertAllowedOrigin(tx, tenantId, resultUrl)
    return pathTo(tenantId, withParameters(resultUrl, { success: 'true', code: 'success' }))
  }
  if (clientId === undefined) return null
  const client = await tx.client.findFirst({
    where: { tenantId, id: clientId },
    select: { initiateLoginUri: true },
  })
  if (!client) throw notFoundAt('client_id')
  const named = organization ? { organization_id: organization.id, organization_name: organization.slug } : {}
  return client.initiateLoginUri && pathTo(tenantId, withParameters(client.initiateLoginUri, named))
}

/** Null for a text that Foyer did not seal. */
export function readContinueUrl(tenantId: string, sealed: string): Promise<string | null> {
  return unseal(sealed, { purpose, tenantId })
}

async function pathTo(tenantId: string, url: string): Promise<string> {
  return `/continue/${await seal(url, { purpose, tenantId })}`
}

function withParameters(text: string, parameters: Record<string, string>): string {
  const url = new URL(text)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

async function assertAllowedOrigin(tx: Tx, tenantId: string, resultUrl: string): Promise<void> {
  const clients = await tx.client.findMany({
    where: { tenantId },
    select: { redirectUris: true, logoutUrls: true, webOrigins: true, initiateLoginUri: true },
  })
  const origins = clients.flatMap(({ redirectUris, logoutUrls, webOrigins, initiateLoginUri }) =>
    [...redirectUris, ...logoutUrls, ...webOrigins, initiateLoginUri ?? ''].map(
      (url) => URL.parse(url)?.origin,
    ),
  )
  if (origins.includes(new URL(resultUrl).origin)) return
  throw invalid(
    'result_url',
    'A result_url must be on the origin of this tenant or of one of its applications’ callbacks.',
  )
}
