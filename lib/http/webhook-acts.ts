import { z } from 'zod'
import type { BySession } from '@/lib/access'
import { createWebhook } from '@/lib/domain/webhooks/create-webhook'
import { deleteWebhook } from '@/lib/domain/webhooks/delete-webhook'
import { pauseWebhook, resumeWebhook } from '@/lib/domain/webhooks/pause-webhook'
import { redeliver } from '@/lib/domain/webhooks/redeliver'
import { previousSecretHours, rotateWebhookSecret } from '@/lib/domain/webhooks/webhook-secret'
import { sendTestEvent } from '@/lib/domain/webhooks/send-test-event'
import { updateWebhook } from '@/lib/domain/webhooks/update-webhook'
import type { WebhookAccess, WebhookWriter } from '@/lib/domain/webhooks/webhook'
import { several, type Done } from './action'
import { deleteShownOnce, newWebhookSecret, saveShownOnce } from './shown-once'

export const webhookInput = z.object({
  name: z.string().max(1000).default(''),
  url: z.string().max(5000).default(''),
  event_types: several(z.string().max(100)),
})

export const oneWebhook = z.object({ webhook_id: z.string().max(100).default('') })

export const webhookChangeInput = webhookInput.extend(oneWebhook.shape)

const hours = previousSecretHours.map(String)

export const rotationInput = oneWebhook.extend({
  hours: z
    .enum(hours, 'Choose how long the previous secret stays valid.')
    .transform((text) => previousSecretHours.find((value) => String(value) === text) ?? 0),
})

export const oneDelivery = oneWebhook.extend({ delivery_id: z.string().max(100).default('') })

type One = z.output<typeof oneWebhook>

/** Of the portal and of the console, whose page that lists the webhooks is at `list`. The next page shows the secret. */
export async function createAct(
  access: WebhookWriter<'create'> & BySession,
  { name, url, event_types: eventTypes }: z.output<typeof webhookInput>,
  list: string,
): Promise<Done> {
  const { id, secret } = await createWebhook(access, { name, url, eventTypes })
  return shownAt(access, { id, secret, list })
}

/** The next page shows the new secret. */
export async function rotateSecretAct(
  access: WebhookAccess<'update'> & BySession,
  { webhook_id: id, hours }: z.output<typeof rotationInput>,
  list: string,
): Promise<Done> {
  return shownAt(access, { id, secret: await rotateWebhookSecret(access, { id, hours }), list })
}

async function shownAt(
  { caller }: BySession,
  { id, secret, list }: { id: string; secret: string; list: string },
): Promise<Done> {
  await saveShownOnce(newWebhookSecret, caller, { webhookId: id, secret })
  return { redirect: `${list}/${id}` }
}

export async function dismissSecretAct(): Promise<Done> {
  await deleteShownOnce(newWebhookSecret)
  return {}
}

export async function saveAct(
  access: WebhookWriter<'update'>,
  { webhook_id: id, name, url, event_types: eventTypes }: z.output<typeof webhookChangeInput>,
): Promise<Done> {
  await updateWebhook(access, { id, name, url, eventTypes })
  return { message: 'Webhook saved.' }
}

export async function pauseAct(access: WebhookAccess<'update'>, { webhook_id: id }: One): Promise<Done> {
  await pauseWebhook(access, id)
  return { message: 'Webhook paused.' }
}

export async function resumeAct(access: WebhookAccess<'update'>, { webhook_id: id }: One): Promise<Done> {
  await resumeWebhook(access, id)
  return { message: 'Webhook resumed.' }
}

export async function sendTestAct(access: WebhookAccess<'update'>, { webhook_id: id }: One): Promise<Done> {
  await sendTestEvent(access, id)
  return { message: 'A test event is on its way.' }
}

export async function sendAgainAct(
  access: WebhookAccess<'update'>,
  { webhook_id: webhookId, delivery_id: deliveryId }: z.output<typeof oneDelivery>,
): Promise<Done> {
  await redeliver(access, { webhookId, deliveryId })
  return { message: 'The event is sent again.' }
}

export async function removeAct(
  access: WebhookAccess<'delete'>,
  { webhook_id: id }: One,
  list: string,
): Promise<Done> {
  await deleteWebhook(access, id)
  return { redirect: list }
}
