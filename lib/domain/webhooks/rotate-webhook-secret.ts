import { readWebhook, targetOf } from './webhook'
import { changeWebhooks, type WebhookAccess } from './webhook-access'
import { createWebhookSecret, sealWebhookSecret } from './webhook-secret'

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
