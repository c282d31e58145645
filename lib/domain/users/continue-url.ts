import type { Tx } from '@/lib/db/prisma'
import { invalid } from '@/lib/errors'
import { seal, unseal } from '../crypto/seal'
import { absent, type TicketTarget } from './ticket-parts'

export interface ContinueUrlInput {
  clientId?: string | undefined
  /** A whole URL, at the origin of one of the applications. */
  resultUrl?: string | undefined
  landing: TicketTarget | null
}

const purpose = 'way on'

/** Sealed, so that no one else can make Foyer’s page link to their site. @throws DomainError not_found, invalid */
export async function continueUrlOf(
  tx: Tx,
  tenantId: string,
  { clientId, resultUrl, landing }: ContinueUrlInput,
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
  if (!client) throw absent('client_id')
  const named = landing ? { organization_id: landing.id, organization_name: landing.slug } : {}
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
