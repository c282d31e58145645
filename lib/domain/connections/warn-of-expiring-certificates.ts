import type { SystemAccess } from '@/lib/access'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult, read, unchanged } from '@/lib/db/transaction'
import { sha256Hex } from '../crypto/digest'
import { emailsOfMembersWith } from '../members/member-permissions'
import { expiryOf, samlCertificates } from './saml-certificates'
import { samlOptions, samlStrategy } from './saml-options'

const lastDays = 7
const daysRemembered = 60

interface ExpiringConnection {
  id: string
  organizationId: string
  displayName: string
  expiresAt: Date
  /** Identifies the warning. */
  idHash: string
}

/**
 * Emails members who may change the connection: 30 days before its last certificate expires, and 7 days before. If nothing
 * is done about it, again every 60 days. @returns number of warnings
 */
export async function warnOfExpiringCertificates(access: SystemAccess, now = new Date()): Promise<number> {
  let warned = 0
  for (const connection of await listExpiring(access, now))
    warned += await change(access, (tx) => warn(tx, access.tenantId, connection))
  return warned
}

async function listExpiring({ tenantId, ...access }: SystemAccess, now: Date): Promise<ExpiringConnection[]> {
  const rows = await read({ ...access, tenantId }, (tx) =>
    tx.connection.findMany({
      where: {
        tenantId,
        strategy: samlStrategy,
        organization: { deletedAt: null, suspendedAt: null },
        enabled: { some: { isEnabled: true } },
      },
      select: { id: true, organizationId: true, displayName: true, options: true },
    }),
  )
  return rows.flatMap(({ id, organizationId, displayName, options }) => {
    const certificates = samlCertificates(samlOptions.parse(options))
    const expiry = expiryOf(certificates, now)
    if (expiry === null || organizationId === null) return []
    const daysLeft = (expiry.at.getTime() - now.getTime()) / (24 * 60 * 60_000)
    const stage = daysLeft > lastDays ? 'first' : 'last'
    const idHash = sha256Hex(JSON.stringify([id, certificates.at(-1)?.fingerprint, stage]))
    return [{ id, organizationId, displayName, expiresAt: expiry.at, idHash }]
  })
}

async function warn(
  tx: Tx,
  tenantId: string,
  { id, organizationId, displayName, expiresAt, idHash }: ExpiringConnection,
): Promise<ChangeResult<number>> {
  const isNew = await tx.$executeRaw`
    INSERT INTO token_artifacts (tenant_id, kind, id_hash, payload, expires_at)
    VALUES (${tenantId}, 'SamlWarning', ${idHash}, '{}', now() + make_interval(days => ${daysRemembered}))
    ON CONFLICT DO NOTHING`
  if (isNew === 0) return unchanged(0)
  const of = { tenantId, organizationId }
  const addresses = await emailsOfMembersWith(tx, 'update:organization_connections', of)
  return {
    result: 1,
    events: [
      {
        type: 'connection.expiry_reported',
        organizationId,
        target: { kind: 'connection', id, name: displayName },
        details: { connectionId: id, expiresAt: expiresAt.toISOString() },
      },
    ],
    mails: addresses.map((to): OutgoingEmail => ({
      template: 'certificate_expiring',
      connectionId: id,
      to,
      organizationId,
    })),
  }
}
