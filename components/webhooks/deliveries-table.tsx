import { Form, type FormAction } from '@/components/form/form'
import { Badge } from '@/components/ui/badge'
import { RowIcon } from '@/components/ui/row-icon'
import { SubmitButton } from '@/components/ui/submit-button'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { FullTime, Time } from '@/components/ui/time'
import type { Attempt, Delivery } from '@/lib/domain/webhooks/get-webhook'
import type { Webhook } from '@/lib/domain/webhooks/webhook'

interface DeliveriesTableProps {
  webhook: Pick<Webhook, 'id' | 'state'>
  deliveries: readonly Delivery[]
  /** Undefined where it cannot be done. */
  sendAgain: FormAction | undefined
}

export function DeliveriesTable({ webhook, deliveries, sendAgain }: DeliveriesTableProps) {
  const now = new Date()
  return (
    <Table caption="Deliveries">
      <TableHead>
        <Column>Event</Column>
        <Column align="end">When</Column>
      </TableHead>
      <TableBody>
        {deliveries.map((delivery) => (
          <TableRow key={delivery.id} aria-label={`${delivery.type}, ${words[delivery.state]}`}>
            <Cell narrow="line" className="event">
              <details>
                <summary>
                  <RowIcon name="chevron" />
                  <DeliverySummary delivery={delivery} isSending={webhook.state === 'active'} now={now} />
                </summary>
                <DeliveryFacts delivery={delivery} />
                {sendAgain && (
                  <Form
                    action={sendAgain}
                    className="mb-3 ml-6"
                    values={{ webhook_id: webhook.id, delivery_id: delivery.id }}
                  >
                    <SubmitButton variant="secondary" size="small">
                      Send again
                    </SubmitButton>
                  </Form>
                )}
              </details>
            </Cell>
            <Cell narrow="hide" align="end" className="align-top text-sm text-muted-foreground">
              <span className="flex min-h-9 items-center justify-end pointer-coarse:min-h-11">
                <Time value={delivery.createdAt} now={now} />
              </span>
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

const words = { pending: 'Pending', delivered: 'Delivered', failed: 'Failed' }

interface SummaryProps {
  delivery: Delivery
  /** Whether its webhook is active. */
  isSending: boolean
  now: Date
}

function DeliverySummary({ delivery, isSending, now }: SummaryProps) {
  const { type, state, attempts, nextAttemptAt, createdAt } = delivery
  const isRepeated = state === 'pending' && attempts.length > 0
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 py-1">
      <code className="font-mono text-sm wrap-anywhere">{type}</code>
      <Badge tone={isRepeated ? 'warning' : tones[state]}>{words[state]}</Badge>
      {isRepeated && isSending && nextAttemptAt && (
        <span className="text-sm text-muted-foreground">
          Next attempt <Time value={nextAttemptAt} now={now} />
        </span>
      )}
      <span className="text-sm text-muted-foreground wide:hidden">
        <Time value={createdAt} now={now} />
      </span>
    </span>
  )
}

const tones = { pending: 'neutral', delivered: 'success', failed: 'danger' } as const

function DeliveryFacts({ delivery: { messageId, attempts } }: { delivery: Delivery }) {
  return (
    <dl className="max-sm:grid-cols-1">
      <div>
        <dt>webhook-id</dt>
        <dd>
          <code className="font-mono">{messageId}</code>
        </dd>
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
  )
}

function attemptText({ status, problem, durationMs }: Attempt): string {
  // No request was sent.
  if (problem !== null && status === null && durationMs === 0) return problem
  const answer = status === null ? 'No response' : `HTTP ${status}`
  return `${answer} after ${durationMs.toLocaleString('en')} ms.${problem === null ? '' : ` ${problem}`}`
}
