import { Form } from '@/components/form/form'
import { CopyValue } from '@/components/ui/copy-value'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { dismissSecret } from '../actions'

export function NewSecret({ secret }: { secret: string }) {
  return (
    <Notice
      tone="warning"
      title="Copy the client secret now"
      role="status"
      className="mb-6"
      action={
        <Form action={dismissSecret}>
          <SubmitButton variant="secondary">I have saved it</SubmitButton>
        </Form>
      }
    >
      <p>It is shown only once: Foyer stores only its hash.</p>
      <div className="mt-2 flex items-center gap-2">
        <code className="min-w-0 font-mono text-sm break-all text-foreground select-all">{secret}</code>
        <CopyValue value={secret} label="Copy client secret" />
      </div>
    </Notice>
  )
}
