import { Webhook as WebhookIcon } from 'lucide-react'
import { Form, type FormAction } from '@/components/form/form'
import { BackLink } from '@/components/ui/back-link'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Webhook } from '@/lib/domain/webhooks/webhook'
import type { EventChoice } from '@/lib/domain/webhooks/webhook-types'
import { WebhookFields } from './webhook-fields'
import { WebhooksTable } from './webhooks-table'

interface WebhooksPageViewProps {
  /** Of this page. */
  path: string
  text: string
  webhooks: readonly Webhook[]
  labels: Readonly<Record<string, string>>
  mayCreate: boolean
}

export function WebhooksPageView({ path, text, webhooks, labels, mayCreate }: WebhooksPageViewProps) {
  const add = mayCreate && (
    <LinkButton variant="primary" href={`${path}/new`}>
      Add webhook
    </LinkButton>
  )
  return (
    <>
      <PageHeader title="Webhooks" text={text} action={webhooks.length > 0 && add} />
      {webhooks.length === 0 ? (
        <EmptyState
          icon={<WebhookIcon aria-hidden strokeWidth={1.75} />}
          title="No webhooks"
          text="A webhook sends events to a URL of yours as they happen, so that your own systems can act on them."
          action={add}
        />
      ) : (
        <WebhooksTable path={path} webhooks={webhooks} labels={labels} />
      )}
    </>
  )
}

interface NewWebhookPageViewProps {
  /** Of the list. */
  path: string
  choices: readonly EventChoice[]
  create: FormAction
}

export function NewWebhookPageView({ path, choices, create }: NewWebhookPageViewProps) {
  return (
    <>
      <BackLink href={path}>Webhooks</BackLink>
      <PageHeader
        title="Add a webhook"
        text="Each request is signed. You get the secret that verifies it once the webhook is added."
      />
      <Form action={create} act="create-webhook" className="flex max-w-form flex-col gap-4">
        <WebhookFields choices={choices} />
        <SubmitButton className="self-start">Add webhook</SubmitButton>
      </Form>
    </>
  )
}
