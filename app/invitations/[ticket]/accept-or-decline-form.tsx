import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { accept } from './actions'
import { DeclineButton } from './decline-button'
import { InvitationLinkFields, type InvitationLink } from './invitation-link-fields'

interface AcceptOrDeclineFormProps {
  link: InvitationLink
  organizationName: string
}

export function AcceptOrDeclineForm({ link, organizationName }: AcceptOrDeclineFormProps) {
  return (
    <div className="flex flex-col gap-3">
      <Form action={accept}>
        <InvitationLinkFields {...link} />
        <SubmitButton width="full">Accept invitation</SubmitButton>
      </Form>
      <DeclineButton link={link} organizationName={organizationName} />
    </div>
  )
}
