'use server'

import { createWebhook } from '@/lib/domain/webhooks/create-webhook'
import { deleteWebhook } from '@/lib/domain/webhooks/delete-webhook'
import { pauseWebhook } from '@/lib/domain/webhooks/pause-webhook'
import { redeliver } from '@/lib/domain/webhooks/redeliver'
import { resumeWebhook } from '@/lib/domain/webhooks/resume-webhook'
import { rotateWebhookSecret } from '@/lib/domain/webhooks/rotate-webhook-secret'
import { sendTestEvent } from '@/lib/domain/webhooks/send-test-event'
import { updateWebhook } from '@/lib/domain/webhooks/update-webhook'
import { tenantAction } from '@/lib/http/action'
import { deleteShownOnce, newWebhookSecret, saveShownOnce } from '@/lib/http/shown-once'
import {
  oneDelivery,
  oneWebhook,
  rotationInput,
  webhookChangeInput,
  webhookInput,
} from '@/lib/http/webhook-inputs'

/** The page that it leads to shows the secret. */
export const create = tenantAction({
  needs: ['create:event_streams', 'read:logs'],
  input: webhookInput,
  recent: 'create-webhook',
  run: async (access, { name, url, event_types: eventTypes }) => {
    const { id, secret } = await createWebhook(access, { name, url, eventTypes })
    await saveShownOnce(newWebhookSecret, access.caller, { webhookId: id, secret })
    return { redirect: `/console/webhooks/${id}` }
  },
})

export const dismissSecret = tenantAction({
  needs: ['read:event_streams'],
  input: oneWebhook,
  run: async () => {
    await deleteShownOnce(newWebhookSecret)
    return {}
  },
})

export const save = tenantAction({
  needs: ['update:event_streams', 'read:logs'],
  input: webhookChangeInput,
  recent: 'save-webhook',
  run: async (access, { webhook_id: id, name, url, event_types: eventTypes }) => {
    await updateWebhook(access, { id, name, url, eventTypes })
    return { message: 'Webhook saved.' }
  },
})

/** The page that it leads to shows the new secret. */
export const rotateSecret = tenantAction({
  needs: ['update:event_streams'],
  input: rotationInput,
  recent: 'rotate-webhook-secret',
  run: async (access, { webhook_id: id, hours }) => {
    const secret = await rotateWebhookSecret(access, { id, hours })
    await saveShownOnce(newWebhookSecret, access.caller, { webhookId: id, secret })
    return { redirect: `/console/webhooks/${id}` }
  },
})

export const pause = tenantAction({
  needs: ['update:event_streams'],
  input: oneWebhook,
  run: async (access, { webhook_id: id }) => {
    await pauseWebhook(access, id)
    return { message: 'Webhook paused.' }
  },
})

export const resume = tenantAction({
  needs: ['update:event_streams'],
  input: oneWebhook,
  run: async (access, { webhook_id: id }) => {
    await resumeWebhook(access, id)
    return { message: 'Webhook resumed.' }
  },
})

export const sendTest = tenantAction({
  needs: ['update:event_streams'],
  input: oneWebhook,
  run: async (access, { webhook_id: id }) => {
    await sendTestEvent(access, id)
    return { message: 'A test event is on its way.' }
  },
})

export const sendAgain = tenantAction({
  needs: ['update:event_streams'],
  input: oneDelivery,
  run: async (access, { webhook_id: webhookId, delivery_id: deliveryId }) => {
    await redeliver(access, { webhookId, deliveryId })
    return { message: 'The event is sent again.' }
  },
})

export const remove = tenantAction({
  needs: ['delete:event_streams'],
  input: oneWebhook,
  recent: 'delete-webhook',
  run: async (access, { webhook_id: id }) => {
    await deleteWebhook(access, id)
    return { redirect: '/console/webhooks' }
  },
})
