import { z } from 'zod'
import { previousSecretHours } from '@/lib/domain/webhooks/webhook-secret'
import { several } from './action'

const webhookId = z.string().max(100).default('')

/** The forms of webhooks, of an organization’s and of the tenant’s. */
export const webhookInput = z.object({
  name: z.string().max(1000).default(''),
  url: z.string().max(5000).default(''),
  event_types: several(z.string().max(100)),
})

export const webhookChangeInput = webhookInput.extend({ webhook_id: webhookId })

export const oneWebhook = z.object({ webhook_id: webhookId })

const hours = previousSecretHours.map(String)

export const rotationInput = oneWebhook.extend({
  hours: z
    .enum(hours, 'Choose how long the previous secret stays valid.')
    .transform((text) => previousSecretHours.find((value) => String(value) === text) ?? 0),
})

export const oneDelivery = oneWebhook.extend({ delivery_id: z.string().max(100).default('') })
