import type { SystemAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { bookkeeping, bypassRowSecurity, change, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { resealAuthenticators } from '@/lib/domain/authenticators/totp'
import { resealConnections } from '@/lib/domain/connections/provider-secret'
import { warnOfExpiringCertificates } from '@/lib/domain/connections/warn-of-expiring-certificates'
import { resealEmailSender } from '@/lib/domain/email-sender/sender-secret'
import { rotateOverdueKey } from '@/lib/domain/keys/rotate-signing-key'
import { isSecretAcceptedByAll } from '@/lib/domain/keys/process-secrets'
import { resealSigningKeys } from '@/lib/domain/keys/create-signing-key'
import { deleteOldSigningKeys } from '@/lib/domain/keys/signing-keys'
import { resealLogStreams } from '@/lib/domain/log-streams/log-stream-headers'
import { countDays } from '@/lib/domain/statistics/count-days'
import { listTenants } from '@/lib/domain/tenants/list-tenants'
import { purgeDeliveries } from '@/lib/domain/webhooks/delete-webhook'
import { resealWebhooks } from '@/lib/domain/webhooks/webhook-secret'
import { log } from '@/lib/log'
import { deleteExpired } from './delete-expired'

/** Idempotent, in every tenant. */
export async function runCleanup(): Promise<void> {
  for (const { id } of await listTenants()) await cleanUpTenant(id)
}

/** In small transactions, each independent of the others. */
export async function cleanUpTenant(tenantId: string): Promise<void> {
  const access = bypassRowSecurity('the cleanup covers the whole tenant', tenantId)
  await untilNone(() => change(access, (tx) => expireInvitations(tx, tenantId)))
  await untilNone(() => purgeDeliveries(access))
  await untilNone(() => change(access, (tx) => purgeOrganizations(tx, tenantId)))
  await deleteExpired(access)
  await keepKeys(access)
  await warnOfExpiringCertificates(access)
  while (await countDays(access));
}

async function keepKeys(access: SystemAccess): Promise<void> {
  await change(access, async (tx) => bookkeeping(await deleteOldSigningKeys(tx, access.tenantId)))
  if (!(await isSecretAcceptedByAll())) {
    log().warn(
      { part: 'secret', tenant: access.tenantId },
      'Nothing is sealed again: a process that runs does not accept FOYER_SECRET.',
    )
    return
  }
  await rotateOverdueKey(access)
  let resealed = 0
  for (const reseal of resealings) resealed += await reseal(access)
  if (resealed > 0)
    log().info({ part: 'secret', tenant: access.tenantId, values: resealed }, 'Values were sealed again.')
}

const resealings = [
  resealSigningKeys,
  resealConnections,
  resealAuthenticators,
  resealEmailSender,
  resealWebhooks,
  resealLogStreams,
]

async function untilNone(deleteSome: () => Promise<number>): Promise<void> {
  while ((await deleteSome()) > 0);
}

async function purgeOrganizations(tx: Tx, tenantId: string): Promise<ChangeResult<number>> {
  const [purged] = await tx.$queryRaw<{ id: string; slug: string; displayName: string }[]>`
    DELETE FROM organizations
    WHERE tenant_id = ${tenantId} AND id = (
      SELECT id FROM organizations
      WHERE tenant_id = ${tenantId} AND deleted_at <= now() - interval '30 days'
      LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, slug, display_name AS "displayName"`
  if (!purged) return unchanged(0)
  const { id, slug, displayName } = purged
  return {
    result: 1,
    events: [
      {
        type: 'organization.purged',
        organizationId: id,
        target: { kind: 'organization', id, name: displayName },
        details: { before: { slug } },
      },
    ],
  }
}

const expiredAtOnce = 200

/** A batch. Skips invitations that other transactions have locked. */
export async function expireInvitations(tx: Tx, tenantId: string): Promise<ChangeResult<number>> {
  const expired = await tx.$queryRaw<{ id: string; organizationId: string; email: string }[]>`
    UPDATE invitations i SET state = 'expired', closed_at = i.expires_at
    FROM (
      SELECT id FROM invitations
      WHERE tenant_id = ${tenantId} AND state = 'pending' AND expires_at <= now()
      LIMIT ${expiredAtOnce} FOR UPDATE SKIP LOCKED
    ) overdue
    WHERE i.tenant_id = ${tenantId} AND i.id = overdue.id
    RETURNING i.id, i.organization_id AS "organizationId", i.email`
  const [first, ...rest] = expired.map(({ id, organizationId, email }): Event => ({
    type: 'invitation.expired',
    organizationId,
    target: { kind: 'invitation', id, email },
    details: { before: { state: 'pending' }, after: { state: 'expired' } },
  }))
  return first ? { result: expired.length, events: [first, ...rest] } : unchanged(0)
}
