import { Form, type FormAction } from '@/components/form/form'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'

/** `discard` is null for those who may only read. */
export function DraftNotice({ discard }: { discard: FormAction | null }) {
  return (
    <Notice
      className="mb-6"
      title="This is a draft"
      action={
        discard && (
          <Form action={discard}>
            <SubmitButton variant="secondary">Discard draft</SubmitButton>
          </Form>
        )
      }
    >
      {discard
        ? 'Pages and emails show the published version. Save changes to publish the draft.'
        : 'Pages and emails show the published version.'}
    </Notice>
  )
}
