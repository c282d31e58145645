import { Form } from '@/components/form/form'
import { CopyValue } from '@/components/ui/copy-value'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { dismiss } from './actions'

export function NewLink({ link, email }: { link: string; email: string | null }) {
  return (
    <Notice
      tone="warning"
      title="Copy the link now"
      role="status"
      className="mb-6"
      action={
        <Form action={dismiss}>
          <SubmitButton variant="secondary">I have saved it</SubmitButton>
        </Form>
      }
    >
      <p>
        It is shown only once. Send it to the person who runs the identity provider: anyone who has it can
        decide which provider is connected.
      </p>
      {email !== null && <p className="mt-1 wrap-anywhere">It is also on its way to {email}.</p>}
      <div className="mt-2 flex items-center gap-2">
        <code className="min-w-0 font-mono text-sm break-all text-foreground select-all">{link}</code>
        <CopyValue value={link} label="Copy link" />
      </div>
    </Notice>
  )
}
