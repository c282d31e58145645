import { Form, type FormAction } from '@/components/form/form'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'

export function DraftNotice({ discard }: { discard?: FormAction }) {
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
      Pages and emails show the published version. Save changes to publish the draft.
    </Notice>
  )
}
