import { Form, type FormAction } from '@/components/form/form'
import { CopyValue } from '@/components/ui/copy-value'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'

interface NewWebhookSecretProps {
  webhookId: string
  secret: string
  dismiss: FormAction
}

export function NewWebhookSecret({ webhookId, secret, dismiss }: NewWebhookSecretProps) {
  return (
    <Notice
      tone="warning"
      title="Copy the signing secret now"
      role="status"
      className="mb-6"
      action={
        <Form action={dismiss}>
          <input type="hidden" name="webhook_id" value={webhookId} />
          <SubmitButton variant="secondary">I have saved it</SubmitButton>
        </Form>
      }
    >
      <p>It is shown only once. The receiver verifies each request with it.</p>
      <div className="mt-2 flex items-center gap-2">
        <code className="min-w-0 font-mono text-sm break-all text-foreground select-all">{secret}</code>
        <CopyValue value={secret} label="Copy signing secret" />
      </div>
    </Notice>
  )
}
