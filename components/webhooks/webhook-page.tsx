import type { FormAction } from '@/components/form/form'
import { ShownOnce } from '@/components/form/shown-once'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader, Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import type { Delivery } from '@/lib/domain/webhooks/get-webhook'
import type { Webhook } from '@/lib/domain/webhooks/webhook'
import type { EventChoice } from '@/lib/domain/webhooks/webhook-types'
import { DeliveriesTable } from './deliveries-table'
import {
  StoppedWebhook,
  TestButton,
  WebhookFacts,
  WebhookOperations,
  WebhookSettings,
} from './webhook-detail'

type ActName =
  | 'sendTest'
  | 'dismissSecret'
  | 'resume'
  | 'sendAgain'
  | 'save'
  | 'rotateSecret'
  | 'pause'
  | 'remove'

interface WebhookPageViewProps {
  /** Of the list. */
  path: string
  page: { webhook: Webhook; deliveries: readonly Delivery[]; hasOlder: boolean }
  /** The delivery that the page begins after. */
  before: string | undefined
  labels: Readonly<Record<string, string>>
  /** Null where the settings cannot be changed. */
  choices: readonly EventChoice[] | null
  /** Null unless it is to be shown now. */
  secret: string | null
  actions: Record<ActName, FormAction>
  may: { update: boolean; remove: boolean }
}

export function WebhookPageView(props: WebhookPageViewProps) {
  const { path, page, labels, choices, secret, actions, may } = props
  const { webhook } = page
  const ifMay = (action: FormAction) => (may.update ? action : undefined)
  return (
    <>
      <BackLink href={path}>Webhooks</BackLink>
      <PageHeader
        title={<span className="wrap-anywhere">{webhook.name}</span>}
        text="Sends events to its URL as they happen."
        action={
          may.update &&
          webhook.state === 'active' && <TestButton webhook={webhook} action={actions.sendTest} />
        }
      />
      {secret !== null && (
        <ShownOnce
          noun="signing secret"
          value={secret}
          dismiss={actions.dismissSecret}
          values={{ webhook_id: webhook.id }}
        >
          <p>It is shown only once. The receiver verifies each request with it.</p>
        </ShownOnce>
      )}
      <StoppedWebhook webhook={webhook} resume={ifMay(actions.resume)} />
      <WebhookFacts webhook={webhook} labels={labels} />
      <Deliveries {...props} />
      {choices && <WebhookSettings webhook={webhook} choices={choices} action={actions.save} />}
      <WebhookOperations
        webhook={webhook}
        rotate={ifMay(actions.rotateSecret)}
        pause={ifMay(actions.pause)}
        remove={may.remove ? actions.remove : undefined}
      />
    </>
  )
}

function Deliveries({ path, page, before, actions, may }: WebhookPageViewProps) {
  const { webhook, deliveries, hasOlder } = page
  const here = `${path}/${webhook.id}`
  const last = deliveries.at(-1)?.id ?? ''
  return (
    <Section title="Deliveries" text="Of the last 30 days. Failed ones are repeated for three days.">
      {deliveries.length === 0 ? (
        <p className="text-muted-foreground">No events were sent yet.</p>
      ) : (
        <DeliveriesTable
          webhook={webhook}
          deliveries={deliveries}
          sendAgain={may.update && webhook.state === 'active' ? actions.sendAgain : undefined}
        />
      )}
      <Pagination
        label="Pages of deliveries"
        back="Newest"
        previous={before === undefined ? undefined : here}
        next={hasOlder ? `${here}?before=${encodeURIComponent(last)}` : undefined}
      />
    </Section>
  )
}
