import { Badge } from '@/components/ui/badge'
import type { Webhook } from '@/lib/domain/webhooks/webhook'

export function WebhookStateBadge({ webhook }: { webhook: Pick<Webhook, 'state' | 'failingSince'> }) {
  if (webhook.state === 'disabled') return <Badge tone="danger">Disabled</Badge>
  if (webhook.state === 'paused') return <Badge>Paused</Badge>
  return webhook.failingSince ? <Badge tone="warning">Failing</Badge> : <Badge tone="success">Active</Badge>
}
