import { Form, type FormAction } from '@/components/form/form'
import { Badge } from '@/components/ui/badge'
import { RowIcon } from '@/components/ui/row-icon'
import { SubmitButton } from '@/components/ui/submit-button'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { FullTime, Time } from '@/components/ui/time'
import type { Attempt, Delivery } from '@/lib/domain/webhooks/get-webhook'

interface DeliveriesTableProps {
  webhookId: string
  deliveries: readonly Delivery[]
  /** Undefined where it cannot be done. */
  sendAgain: FormAction | undefined
}

export function DeliveriesTable({ webhookId, deliveries, sendAgain }: DeliveriesTableProps) {
  const now = new Date()
  return (
    <Table caption="Deliveries">
      <TableHead>
        <Column>Event</Column>
        <Column>State</Column>
        <Column>When</Column>
        <Column align="end">
          <span className="sr-only">Actions</span>
        </Column>
      </TableHead>
      <TableBody>
        {deliveries.map((delivery) => (
          <TableRow key={delivery.id} aria-label={`${delivery.type}, ${words[delivery.state]}`}>
            <Cell narrow="line" className="event">
              <DeliveryDetails delivery={delivery} />
            </Cell>
            <Cell narrow="start">
              <DeliveryState delivery={delivery} now={now} />
            </Cell>
            <Cell narrow="start" className="text-sm text-muted-foreground">
              <Time value={delivery.createdAt} now={now} />
            </Cell>
            <Cell narrow="end" align="end">
              {sendAgain && (
                <Form action={sendAgain}>
                  <input type="hidden" name="webhook_id" value={webhookId} />
                  <input type="hidden" name="delivery_id" value={delivery.id} />
                  <SubmitButton variant="secondary" size="small">
                    Send again
                  </SubmitButton>
                </Form>
              )}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

const words = { pending: 'Pending', delivered: 'Delivered', failed: 'Failed' }

function DeliveryState({
  delivery: { state, attempts, nextAttemptAt },
  now,
}: {
  delivery: Delivery
  now: Date
}) {
  if (state === 'delivered') return <Badge tone="success">{words.delivered}</Badge>
  if (state === 'failed') return <Badge tone="danger">{words.failed}</Badge>
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Badge tone={attempts.length > 0 ? 'warning' : 'neutral'}>{words.pending}</Badge>
      {attempts.length > 0 && nextAttemptAt && (
        <span className="text-sm text-muted-foreground">
          Next attempt <Time value={nextAttemptAt} now={now} />
        </span>
      )}
    </span>
  )
}

function DeliveryDetails({ delivery: { type, messageId, attempts } }: { delivery: Delivery }) {
  return (
    <details>
      <summary>
        <RowIcon name="chevron" />
        <code className="min-w-0 flex-1 font-mono text-sm wrap-anywhere">{type}</code>
      </summary>
      <dl>
        <div>
          <dt>webhook-id</dt>
          <dd>{messageId}</dd>
        </div>
        {attempts.length === 0 && (
          <div>
            <dt>Attempts</dt>
            <dd>None yet</dd>
          </div>
        )}
        {attempts.map((attempt) => (
          <div key={attempt.id}>
            <dt>
              <FullTime value={attempt.attemptedAt} />
            </dt>
            <dd>{attemptText(attempt)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

function attemptText({ status, problem, durationMs }: Attempt): string {
  const answer = status === null ? 'No response' : `HTTP ${status}`
  return `${answer} after ${durationMs.toLocaleString('en')} ms.${problem === null ? '' : ` ${problem}`}`
}
