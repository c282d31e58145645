import { randomBytes } from 'node:crypto'
import type { SystemAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { resealColumn } from '../crypto/reseal-column'
import { seal, type SealedFor, unseal } from '../crypto/seal'
import { changeWebhooks, readWebhook, targetOf, type WebhookAccess } from './webhook'

interface WebhookRef {
  tenantId: string
  webhookId: string
}

/** As Standard Webhooks has it: `whsec_` and 32 random bytes in base64. */
export function createWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

export function sealWebhookSecret(of: WebhookRef, secret: string): Promise<string> {
  return seal(secret, sealedFor(of))
}

/** Null if no FOYER_SECRET that is accepted opens it. */
export function openWebhookSecret(of: WebhookRef, sealed: string): Promise<string | null> {
  return unseal(sealed, sealedFor(of))
}

function sealedFor({ tenantId, webhookId }: WebhookRef): SealedFor {
  return { purpose: `webhook ${webhookId}`, tenantId }
}

export async function resealWebhooks(access: SystemAccess): Promise<number> {
  const { tenantId } = access
  const secrets = {
    table: sql`webhooks`,
    sealedFor: (webhookId: string) => sealedFor({ tenantId, webhookId }),
  }
  const present = await resealColumn(access, { ...secrets, column: sql`sealed_secret` })
  const previous = await resealColumn(access, { ...secrets, column: sql`sealed_previous_secret` })
  return present + previous
}

/** How long the previous secret can sign, too. */
export const previousSecretHours = [0, 1, 24, 7 * 24] as const

/**
 * The one before the previous secret ends at once. `hours`: of the overlap, 0 for none.
 * @returns the new secret, which is not shown again @throws DomainError not_found
 */
export async function rotateWebhookSecret(
  access: WebhookAccess<'update'>,
  { id, hours }: { id: string; hours: (typeof previousSecretHours)[number] },
): Promise<string> {
  const { tenantId } = access
  const secret = createWebhookSecret()
  const sealed = await sealWebhookSecret({ tenantId, webhookId: id }, secret)
  return changeWebhooks(access, async (tx) => {
    const webhook = await readWebhook(tx, access, id)
    await tx.$executeRaw`
      UPDATE webhooks SET sealed_secret = ${sealed}, secret_set_at = now(),
        sealed_previous_secret = CASE WHEN ${hours}::int > 0 THEN sealed_secret END,
        previous_secret_until = CASE WHEN ${hours}::int > 0 THEN now() + make_interval(hours => ${hours}::int) END
      WHERE tenant_id = ${tenantId} AND id = ${id}`
    return {
      result: secret,
      events: [
        { type: 'webhook.secret_rotated', target: targetOf(webhook), details: { previousHours: hours } },
      ],
    }
  })
}
