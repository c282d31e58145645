import type { SystemAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { bookkeeping, bypassRowSecurity, change, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { resealAuthenticators } from '@/lib/domain/authenticators/totp'
import { resealConnections } from '@/lib/domain/connections/provider-secret'
import { warnOfExpiringCertificates } from '@/lib/domain/connections/warn-of-expiring-certificates'
import { resealEmailSender } from '@/lib/domain/email-sender/sender-secret'
import { rotateOverdueKey } from '@/lib/domain/keys/rotate-signing-key'
import { resealSigningKeys } from '@/lib/domain/keys/signing-key'
import { forgetSigningKeys } from '@/lib/domain/keys/signing-keys'
import { resealLogStreams } from '@/lib/domain/log-streams/log-stream-headers'
import { countDays } from '@/lib/domain/statistics/count-days'
import { listTenants } from '@/lib/domain/tenants/list-tenants'
import { purgeDeliveries } from '@/lib/domain/webhooks/delete-webhook'
import { resealWebhooks } from '@/lib/domain/webhooks/webhook-secret'

/** Idempotent, in every tenant. */
export async function runCleanup(): Promise<void> {
  for (const { id } of await listTenants()) await cleanUpTenant(id)
}

/** In small transactions, each independent of the others. */
export async function cleanUpTenant(tenantId: string): Promise<void> {
  const access = housekeeper(tenantId)
  await untilNone(() => change(access, (tx) => expireInvitations(tx, tenantId)))
  await untilNone(() => purgeDeliveries(access))
  await untilNone(() => change(access, (tx) => purgeOrganizations(tx, tenantId)))
  // Sessions wait for the sign-ins to applications that come from them.
  await untilNone(() => change(access, async (tx) => unchanged(await deleteExpiredTokens(tx, tenantId))))
  await untilNone(() => change(access, async (tx) => unchanged(await deleteExpired(tx, tenantId))))
  await keepKeys(access)
  await warnOfExpiringCertificates(access)
  while (await countDays(access));
}

async function keepKeys(access: SystemAccess): Promise<void> {
  await rotateOverdueKey(access)
  await change(access, async (tx) => bookkeeping(await forgetSigningKeys(tx, access.tenantId)))
  await resealSigningKeys(access)
  await resealConnections(access)
  await resealAuthenticators(access)
  await resealEmailSender(access)
  await resealWebhooks(access)
  await resealLogStreams(access)
}

function housekeeper(tenantId: string): SystemAccess {
  return bypassRowSecurity('the cleanup covers the whole tenant', tenantId)
}

async function untilNone(deleteSome: () => Promise<number>): Promise<void> {
  while ((await deleteSome()) > 0);
}
/** Small, because each row also deletes its codes and tokens. */
const authorizationBatch = 200

/** Keeps used tokens until they expire, to detect a second use. @returns number of rows; 0 when done */
async function deleteExpiredTokens(tx: Tx, tenantId: string): Promise<number> {
  const artifacts = await tx.$executeRaw`
    DELETE FROM token_artifacts WHERE tenant_id = ${tenantId} AND (kind, id_hash) IN (
      SELECT kind, id_hash FROM token_artifacts
      WHERE tenant_id = ${tenantId} AND expires_at < now() LIMIT ${batch})`
  const authorizations = await tx.$executeRaw`
    DELETE FROM authorizations WHERE tenant_id = ${tenantId} AND id IN (
      SELECT id FROM authorizations
      WHERE tenant_id = ${tenantId} AND least(revoked_at, expires_at) < now() - interval '1 day'
      LIMIT ${authorizationBatch})`
  const pending = await tx.$executeRaw`
    DELETE FROM pending_sign_ins WHERE tenant_id = ${tenantId} AND id IN (
      SELECT id FROM pending_sign_ins
      WHERE tenant_id = ${tenantId} AND expires_at < now() LIMIT ${batch})`
  return artifacts + authorizations + pending
}

const batch = 1000

/** They outlive it, and organizations end them by it. */
const hasSignIns = sql`
  EXISTS (SELECT FROM authorizations a WHERE a.tenant_id = s.tenant_id AND a.session_id = s.id)`

/** After 30 days: email tokens, sessions, sent emails, answered requests to join, requests of directories, deliveries to webhooks, tickets of self-service; and expired slugs and support accesses. @returns number of rows; 0 when done */
async function deleteExpired(tx: Tx, tenantId: string): Promise<number> {
  const proofs = await tx.$executeRaw`
    DELETE FROM email_proofs WHERE tenant_id = ${tenantId} AND id IN (
      SELECT id FROM email_proofs
      WHERE tenant_id = ${tenantId} AND created_at < now() - interval '30 days' LIMIT ${batch})`
  const sessions = await tx.$executeRaw`
    DELETE FROM sessions WHERE tenant_id = ${tenantId} AND id IN (
      SELECT s.id FROM sessions s
      WHERE s.tenant_id = ${tenantId} AND least(s.ended_at, s.expires_at) < now() - interval '30 days'
        AND NOT ${hasSignIns} LIMIT ${batch})`
  const mails = await tx.$executeRaw`
    DELETE FROM mails WHERE tenant_id = ${tenantId} AND id IN (
      SELECT id FROM mails
      WHERE tenant_id = ${tenantId} AND state <> 'queued'
        AND (created_at < now() - interval '30 days' OR template = 'account_deleted') LIMIT ${batch})`
  const slugs = await tx.$executeRaw`
    DELETE FROM organization_slugs WHERE tenant_id = ${tenantId} AND slug IN (
      SELECT slug FROM organization_slugs
      WHERE tenant_id = ${tenantId} AND held_until < now() LIMIT ${batch})`
  const requests = await tx.$executeRaw`
    DELETE FROM join_requests WHERE tenant_id = ${tenantId} AND id IN (
      SELECT id FROM join_requests
      WHERE tenant_id = ${tenantId} AND closed_at < now() - interval '30 days' LIMIT ${batch})`
  const supports = await tx.$executeRaw`
    DELETE FROM support_accesses WHERE tenant_id = ${tenantId} AND id IN (
      SELECT id FROM support_accesses WHERE tenant_id = ${tenantId} AND ends_at < now() LIMIT ${batch})`
  const deliveries = await tx.$executeRaw`
    DELETE FROM webhook_deliveries WHERE tenant_id = ${tenantId} AND id IN (
      SELECT id FROM webhook_deliveries
      WHERE tenant_id = ${tenantId} AND created_at < now() - interval '30 days' LIMIT ${batch})`
  const tickets = await tx.$executeRaw`
    DELETE FROM sso_tickets WHERE tenant_id = ${tenantId} AND id IN (
      SELECT id FROM sso_tickets
      WHERE tenant_id = ${tenantId} AND expires_at < now() - interval '30 days' LIMIT ${batch})`
  const ofDirectories = await deleteDirectoryRequests(tx, tenantId)
  return proofs + sessions + mails + slugs + requests + supports + deliveries + tickets + ofDirectories
}

const mostOfDirectory = 10_000

/** After 30 days, and of each directory all but the newest. */
async function deleteDirectoryRequests(tx: Tx, tenantId: string): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM directory_requests r WHERE r.tenant_id = ${tenantId} AND r.id IN (
      SELECT o.id FROM directory_requests o
      WHERE o.tenant_id = ${tenantId} AND o.occurred_at < now() - interval '30 days'
      UNION ALL
      SELECT o.id FROM directories d CROSS JOIN LATERAL (
        SELECT n.id FROM directory_requests n
        WHERE n.tenant_id = d.tenant_id AND n.organization_id = d.organization_id AND n.connection_id = d.connection_id
        ORDER BY n.id DESC OFFSET ${mostOfDirectory}) o
      WHERE d.tenant_id = ${tenantId}
      LIMIT ${batch})`
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
  const [first, ...rest] = expired.map(asEvent)
  return first ? { result: expired.length, events: [first, ...rest] } : unchanged(0)
}

function asEvent({
  id,
  organizationId,
  email,
}: {
  id: string
  organizationId: string
  email: string
}): Event {
  return {
    type: 'invitation.expired',
    organizationId,
    target: { kind: 'invitation', id, email },
    details: { before: { state: 'pending' }, after: { state: 'expired' } },
  }
}
