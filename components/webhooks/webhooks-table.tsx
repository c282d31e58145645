import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { touchArea } from '@/components/ui/touch-area'
import type { Webhook } from '@/lib/domain/webhooks/webhook'
import { SendingStateBadge } from './sending-state'

interface WebhooksTableProps {
  /** Of the list. */
  path: string
  webhooks: readonly Webhook[]
  labels: Readonly<Record<string, string>>
}

export function WebhooksTable({ path, webhooks, labels }: WebhooksTableProps) {
  return (
    <Table caption="Webhooks">
      <TableHead>
        <Column>Webhook</Column>
        <Column>Events</Column>
        <Column>State</Column>
      </TableHead>
      <TableBody>
        {webhooks.map((webhook) => (
          <TableRow key={webhook.id}>
            <Cell narrow="first" className="wide:py-2">
              <TextLink href={`${path}/${webhook.id}`} className={`wrap-anywhere ${touchArea}`}>
                {webhook.name}
              </TextLink>
              <span className="block text-sm text-muted-foreground wrap-anywhere">{hostOf(webhook.url)}</span>
            </Cell>
            <Cell>
              <EventTypes types={webhook.eventTypes} labels={labels} />
            </Cell>
            <Cell narrow="corner">
              <SendingStateBadge state={webhook.state} failingSince={webhook.failingSince} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

const mostNamed = 2

export function EventTypes({
  types,
  labels,
  most = mostNamed,
}: {
  types: readonly string[]
  labels: Readonly<Record<string, string>>
  most?: number
}) {
  if (types.includes('*')) return 'All events'
  const named = types.slice(0, most).map((type) => labels[type] ?? type)
  const others = types.length - named.length
  return `${named.join(', ')}${others > 0 ? ` and ${String(others)} more` : ''}`
}

function hostOf(url: string): string {
  return new URL(url).host
}
