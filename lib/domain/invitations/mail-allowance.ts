import type { Tx } from '@/lib/db/prisma'
import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'

interface Sender {
  tenantId: string
  organizationId: string
  /** Acts at tenant level, which the organization’s allowance is not for. */
  exempt?: true
}

/** Mails in any 24 hours. */
const perOrganization = { new: 50, established: 500 }
const perAddress = 3
const establishedAfterDays = 30

/** A server’s locks are counted: an address shares its own with others, so that a thousand do not take them all. */
const buckets = 128

/** Seconds between two mails of one invitation. */
export function coolDown(): number {
  return env().rateLimits ? 60 : 0
}

/** From here to the end of the transaction nobody else sends from this organization or to these addresses. */
export async function lockAllowance(tx: Tx, sender: Sender, addresses: readonly string[]): Promise<void> {
  const { tenantId, organizationId } = sender
  const [own, theirs] = [`invitations ${tenantId} ${organizationId}`, `invitations ${tenantId}`]
  await tx.$executeRaw`
    WITH own AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended(${own}, 0))),
    theirs AS MATERIALIZED (
      SELECT DISTINCT mod(hashtext(address), ${buckets}::int) AS bucket FROM unnest(${[...addresses]}::text[]) AS address
      ORDER BY bucket)
    SELECT pg_advisory_xact_lock(hashtext(${theirs}), bucket) FROM own CROSS JOIN theirs`
}

/** The addresses among these that have had their invitation mails for today, from whomever. */
export async function exhaustedAddresses(tx: Tx, addresses: readonly string[]): Promise<Set<string>> {
  if (!env().rateLimits) return new Set()
  const rows = await tx.$queryRaw<{ address: string }[]>`
    SELECT address FROM foyer.count_invitation_emails(${[...addresses]}) WHERE sent >= ${perAddress}`
  return new Set(rows.map(({ address }) => address))
}

/**
 * Whether the organization may send so many more. One that nobody mails counts as well, since its link asks for a code
 * by mail. Call it under lockAllowance().
 * @throws DomainError too_many
 */
export async function assertMaySend(tx: Tx, sender: Sender, count: number): Promise<void> {
  if (!env().rateLimits || sender.exempt) return
  const { sent, limit } = await sentToday(tx, sender)
  if (sent + count <= limit) return
  const left = Math.max(0, limit - sent)
  const rest = left === 0 ? 'None are left for today.' : `${left} are left for today.`
  throw new DomainError('too_many', `Your organization can send ${limit} invitations in 24 hours. ${rest}`, {
    field: 'emails',
    retryAfter: 3600,
  })
}

async function sentToday(tx: Tx, sender: Sender): Promise<{ sent: number; limit: number }> {
  const { tenantId, organizationId } = sender
  const [row] = await tx.$queryRaw<{ sent: number; established: boolean }[]>`
    SELECT o.created_at <= now() - make_interval(days => ${establishedAfterDays}::int) AS established, (
      SELECT count(*)::int FROM mails m
      WHERE m.tenant_id = ${tenantId} AND m.organization_id = o.id AND m.template = 'invitation'
        AND m.created_at > now() - interval '24 hours' AND m.payload->'isTenants' IS NULL) + (
      SELECT count(*)::int FROM invitations i
      WHERE i.tenant_id = ${tenantId} AND i.organization_id = o.id AND i.created_at > now() - interval '24 hours'
        AND NOT i.send_invitation_email AND NOT i.inviter_exempt) AS sent
    FROM organizations o WHERE o.tenant_id = ${tenantId} AND o.id = ${organizationId}`
  const limit = row?.established ? perOrganization.established : perOrganization.new
  return { sent: row?.sent ?? 0, limit }
}
