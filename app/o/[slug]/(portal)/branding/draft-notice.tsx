import { Form } from '@/components/form/form'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { discardDraft } from './actions'

export function DraftNotice({ slug }: { slug: string }) {
  return (
    <Notice
      className="mb-6"
      title="This is a draft"
      action={
        <Form action={discardDraft.bind(null, slug)}>
          <SubmitButton variant="secondary">Discard draft</SubmitButton>
        </Form>
      }
    >
      Your pages and emails show the published version. Save changes to publish the draft.
    </Notice>
  )
}
