'use server'

import { tenantAction } from '@/lib/http/action'
import {
  createAct,
  dismissSecretAct,
  oneDelivery,
  oneWebhook,
  pauseAct,
  removeAct,
  resumeAct,
  rotateSecretAct,
  rotationInput,
  saveAct,
  sendAgainAct,
  sendTestAct,
  webhookChangeInput,
  webhookInput,
} from '@/lib/http/webhook-acts'

export const create = tenantAction({
  needs: ['create:event_streams', 'read:logs'],
  input: webhookInput,
  recent: 'create-webhook',
  run: (access, input) => createAct(access, input, '/console/webhooks'),
})

export const dismissSecret = tenantAction({
  needs: ['read:event_streams'],
  input: oneWebhook,
  run: dismissSecretAct,
})

export const save = tenantAction({
  needs: ['update:event_streams', 'read:logs'],
  input: webhookChangeInput,
  recent: 'save-webhook',
  run: saveAct,
})

export const rotateSecret = tenantAction({
  needs: ['update:event_streams'],
  input: rotationInput,
  recent: 'rotate-webhook-secret',
  run: (access, input) => rotateSecretAct(access, input, '/console/webhooks'),
})

export const pause = tenantAction({
  needs: ['update:event_streams'],
  input: oneWebhook,
  run: pauseAct,
})

export const resume = tenantAction({
  needs: ['update:event_streams'],
  input: oneWebhook,
  run: resumeAct,
})

export const sendTest = tenantAction({
  needs: ['update:event_streams'],
  input: oneWebhook,
  run: sendTestAct,
})

export const sendAgain = tenantAction({
  needs: ['update:event_streams'],
  input: oneDelivery,
  run: sendAgainAct,
})

export const remove = tenantAction({
  needs: ['delete:event_streams'],
  input: oneWebhook,
  recent: 'delete-webhook',
  run: (access, input) => removeAct(access, input, '/console/webhooks'),
})
