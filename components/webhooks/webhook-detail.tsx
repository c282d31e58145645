import type { ReactNode } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form, type FormAction } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Fact, Facts } from '@/components/ui/facts'
import { Field } from '@/components/ui/field'
import { Section } from '@/components/ui/page-header'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { Time } from '@/components/ui/time'
import type { Webhook } from '@/lib/domain/webhooks/webhook'
import type { EventChoice } from '@/lib/domain/webhooks/webhook-types'
import { SendingStateFact, StoppedNotice } from './sending-state'
import { WebhookFields } from './webhook-fields'
import { EventTypes } from './webhooks-table'

export function WebhookFacts({
  webhook,
  labels,
}: {
  webhook: Webhook
  labels: Readonly<Record<string, string>>
}) {
  const { url, eventTypes, state, secretSetAt, previousSecretUntil, failingSince } = webhook
  return (
    <div className="mb-8">
      <Facts>
        <SendingStateFact state={state} failingSince={failingSince} />
        <Fact label="URL">
          <code>{url}</code>
        </Fact>
        <Fact label="Events">
          <EventTypes types={eventTypes} labels={labels} most={100} />
        </Fact>
        <Fact label="Signing secret">
          Set <Time value={secretSetAt} />, never shown again
          {previousSecretUntil && previousSecretUntil > new Date() && (
            <>
              {'. The previous one stays valid until '}
              <Time value={previousSecretUntil} />
            </>
          )}
        </Fact>
      </Facts>
    </div>
  )
}

interface ActProps {
  webhook: Webhook
  action: FormAction
}

export function TestButton({ webhook, action }: ActProps) {
  return (
    <ActForm id={webhook.id} action={action}>
      <SubmitButton variant="secondary">Send a test event</SubmitButton>
    </ActForm>
  )
}

export function StoppedWebhook({ webhook, resume }: { webhook: Webhook; resume: FormAction | undefined }) {
  return (
    <StoppedNotice
      state={webhook.state}
      noun="webhook"
      why="Its receiver accepted nothing for several days, or answered that it wants no more."
      afterwards="Once resumed, it gets the events of the last seven days that it missed."
      resume={
        resume && (
          <ActForm id={webhook.id} action={resume}>
            <SubmitButton variant="secondary">Resume</SubmitButton>
          </ActForm>
        )
      }
    />
  )
}

interface SettingsProps extends ActProps {
  choices: readonly EventChoice[]
}

export function WebhookSettings({ webhook, choices, action }: SettingsProps) {
  return (
    <Section title="Settings">
      <Form
        action={action}
        act="save-webhook"
        className="flex max-w-form flex-col gap-4"
        values={{ webhook_id: webhook.id }}
      >
        <WebhookFields choices={choices} values={webhook} />
        <SubmitButton className="self-start">Save changes</SubmitButton>
      </Form>
    </Section>
  )
}

interface OperationsProps {
  webhook: Webhook
  /** Undefined where it cannot be done. */
  rotate: FormAction | undefined
  pause: FormAction | undefined
  remove: FormAction | undefined
}

export function WebhookOperations({ webhook, rotate, pause, remove }: OperationsProps) {
  if (!rotate && !pause && !remove) return null
  return (
    <Section title="Secret, pause and deletion">
      <div className="flex flex-wrap gap-2">
        {rotate && <RotateDialog webhook={webhook} action={rotate} />}
        {pause && webhook.state === 'active' && (
          <ActForm id={webhook.id} action={pause}>
            <SubmitButton variant="secondary">Pause</SubmitButton>
          </ActForm>
        )}
        {remove && <DeleteDialog webhook={webhook} action={remove} />}
      </div>
    </Section>
  )
}

function RotateDialog({ webhook, action }: ActProps) {
  return (
    <ConfirmDialog
      act="rotate-webhook-secret"
      trigger={<Button>Rotate secret</Button>}
      title="Rotate the signing secret?"
      description="You get a new secret, which is shown once. For the time you choose, each request is signed with both, so that you can replace it in the receiver."
      action={action}
      values={{ webhook_id: webhook.id }}
      submit="Rotate secret"
      tone="primary"
    >
      <Field name="hours" label="The previous secret stays valid for">
        <Select options={overlaps} defaultValue="24" />
      </Field>
    </ConfirmDialog>
  )
}

/** In hours. */
const overlaps = [
  { value: '1', label: '1 hour' },
  { value: '24', label: '24 hours' },
  { value: '168', label: '7 days' },
  { value: '0', label: 'No longer: it ends at once' },
]

function DeleteDialog({ webhook, action }: ActProps) {
  return (
    <ConfirmDialog
      act="delete-webhook"
      trigger={<Button variant="danger">Delete webhook</Button>}
      title={`Delete ${webhook.name}?`}
      description="Its deliveries are deleted with it, and events that wait are not sent. You can’t undo this."
      action={action}
      values={{ webhook_id: webhook.id }}
      submit="Delete"
    />
  )
}

function ActForm({ id, action, children }: { id: string; action: FormAction; children: ReactNode }) {
  return (
    <Form action={action} values={{ webhook_id: id }}>
      {children}
    </Form>
  )
}
