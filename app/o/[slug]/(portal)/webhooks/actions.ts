'use server'

import { orgAction } from '@/lib/http/action'
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

export const create = orgAction({
  needs: ['create:organization_webhooks', 'read:organization_logs'],
  input: webhookInput,
  recent: 'create-webhook',
  run: (access, input, { slug }) => createAct(access, input, `/o/${slug}/webhooks`),
})

export const dismissSecret = orgAction({
  needs: ['read:organization_webhooks'],
  input: oneWebhook,
  run: dismissSecretAct,
})

export const save = orgAction({
  needs: ['update:organization_webhooks', 'read:organization_logs'],
  input: webhookChangeInput,
  recent: 'save-webhook',
  run: saveAct,
})

export const rotateSecret = orgAction({
  needs: ['update:organization_webhooks'],
  input: rotationInput,
  recent: 'rotate-webhook-secret',
  run: (access, input, { slug }) => rotateSecretAct(access, input, `/o/${slug}/webhooks`),
})

export const pause = orgAction({
  needs: ['update:organization_webhooks'],
  input: oneWebhook,
  run: pauseAct,
})

export const resume = orgAction({
  needs: ['update:organization_webhooks'],
  input: oneWebhook,
  run: resumeAct,
})

export const sendTest = orgAction({
  needs: ['update:organization_webhooks'],
  input: oneWebhook,
  run: sendTestAct,
})

export const sendAgain = orgAction({
  needs: ['update:organization_webhooks'],
  input: oneDelivery,
  run: sendAgainAct,
})

export const remove = orgAction({
  needs: ['delete:organization_webhooks'],
  input: oneWebhook,
  recent: 'delete-webhook',
  run: (access, input, { slug }) => removeAct(access, input, `/o/${slug}/webhooks`),
})
