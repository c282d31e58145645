import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import {
  asWebhook,
  explainAttempt,
  notDeleted,
  ownerOf,
  readWebhook,
  type Webhook,
  type WebhookAccess,
  webhookColumns,
} from './webhook'

export interface Attempt {
  id: string
  attemptedAt: Date
  /** Of the response; null if there was none. */
  status: number | null
  /** Why it failed, in a sentence; null if it succeeded. */
  problem: string | null
  durationMs: number
}

export interface Delivery {
  id: string
  /** The header webhook-id. */
  messageId: string
  type: string
  state: 'pending' | 'delivered' | 'failed'
  nextAttemptAt: Date | null
  createdAt: Date
  /** The newest first; of many, the last ones. */
  attempts: Attempt[]
}

interface WebhookPage {
  webhook: Webhook
  /** The newest first. */
  deliveries: Delivery[]
  hasOlder: boolean
}

const perPage = 20
const mostAttempts = 20

/** `before`: the id of a delivery. @throws DomainError not_found */
export function getWebhook(
  access: WebhookAccess<'read'>,
  { id, before }: { id: string; before?: string | undefined },
): Promise<WebhookPage> {
  return read(access, async (tx) => {
    const webhook = await readWebhook(tx, access, id)
    const rows = await findDeliveries(tx, { tenantId: access.tenantId, webhookId: id, before })
    return { webhook, deliveries: rows.slice(0, perPage), hasOlder: rows.length > perPage }
  })
}

type AttemptRow = Omit<Attempt, 'attemptedAt'> & { attemptedAt: string }
type Row = Omit<Delivery, 'attempts'> & { attempts: AttemptRow[] }

async function findDeliveries(
  tx: Tx,
  { tenantId, webhookId, before }: { tenantId: string; webhookId: string; before: string | undefined },
): Promise<Delivery[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT d.id, d.message_id AS "messageId", d.type, d.state, d.next_attempt_at AS "nextAttemptAt",
      d.created_at AS "createdAt", coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', a.id, 'attemptedAt', a.attempted_at, 'status', a.status,
          'problem', a.problem, 'durationMs', a.duration_ms) ORDER BY a.id DESC)
        FROM (
          SELECT * FROM webhook_attempts a
          WHERE a.tenant_id = ${tenantId} AND a.delivery_id = d.id ORDER BY a.id DESC LIMIT ${mostAttempts}) a),
        '[]') AS attempts
    FROM webhook_deliveries d
    WHERE d.tenant_id = ${tenantId} AND d.webhook_id = ${webhookId}
      AND (${before ?? null}::text IS NULL OR d.id < ${before ?? null})
    ORDER BY d.id DESC LIMIT ${perPage + 1}`
  return rows.map(({ attempts, ...row }) => ({
    ...row,
    attempts: attempts.map(asAttempt),
  }))
}

function asAttempt({ attemptedAt, problem, ...attempt }: AttemptRow): Attempt {
  const explained = problem === null ? null : explainAttempt(problem)
  return { ...attempt, attemptedAt: new Date(attemptedAt), problem: explained }
}

/** All of the owner’s; there are few. */
export function listWebhooks(access: WebhookAccess<'read'>): Promise<Webhook[]> {
  return read(access, async (tx) => {
    const rows = await tx.webhook.findMany({
      where: { tenantId: access.tenantId, organizationId: ownerOf(access), ...notDeleted },
      select: webhookColumns,
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    })
    return rows.map(asWebhook)
  })
}
