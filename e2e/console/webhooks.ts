import type { ConsoleInputs } from './action-input'

const webhook = { name: 'Harbour office', url: 'https://office.harbour.test/' }

export const inputs: ConsoleInputs = {
  'webhooks create': { fields: () => ({ ...webhook, event_types: 'member' }) },
  'webhooks save': {
    fields: ({ webhookId }) => ({ webhook_id: webhookId, ...webhook, event_types: '*' }),
  },
  'webhooks rotateSecret': { fields: ({ webhookId }) => ({ webhook_id: webhookId, hours: '24' }) },
  'webhooks sendTest': { fields: ({ webhookId }) => ({ webhook_id: webhookId }) },
  'webhooks sendAgain': {
    fields: ({ webhookId, deliveryId }) => ({ webhook_id: webhookId, delivery_id: deliveryId }),
  },
  'webhooks pause': { fields: ({ webhookId }) => ({ webhook_id: webhookId }) },
  'webhooks resume': {
    fields: ({ webhookId }) => ({ webhook_id: webhookId }),
    isAlone: true,
    after: 'webhooks pause',
  },
  'webhooks remove': { fields: ({ webhookId }) => ({ webhook_id: webhookId }), isAlone: true },
}
