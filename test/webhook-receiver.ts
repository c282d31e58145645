import { Webhook } from 'standardwebhooks'
import { z } from 'zod'
import { type Posted, PostReceiver } from './post-receiver'

const payload = z.object({
  type: z.string(),
  timestamp: z.iso.datetime(),
  data: z.looseObject({
    id: z.string().optional(),
    description: z.string(),
    details: z.unknown().optional(),
  }),
})

type Payload = z.infer<typeof payload>

export type WebhookReceiver = PostReceiver<Payload>

export function startWebhookReceiver(): Promise<WebhookReceiver> {
  return PostReceiver.start((body) => payload.parse(JSON.parse(body)))
}

/** As a receiver with this secret verifies it. @throws for a signature that is not valid */
export function verify({ body, headers }: Posted<Payload>, secret: string): void {
  new Webhook(secret).verify(body, headers)
}
