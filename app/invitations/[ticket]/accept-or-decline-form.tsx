import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { accept, decline } from './actions'
import { InvitationLinkFields, type InvitationLink } from './invitation-link-fields'

export function AcceptOrDeclineForm(link: InvitationLink) {
  return (
    <div className="flex flex-col gap-3">
      <Form action={accept}>
        <InvitationLinkFields {...link} />
        <SubmitButton width="full">Accept invitation</SubmitButton>
      </Form>
      <DeclineForm {...link} />
    </div>
  )
}

export function DeclineForm(link: InvitationLink) {
  return (
    <Form action={decline}>
      <InvitationLinkFields {...link} />
      <SubmitButton variant="ghost" width="full">
        Decline
      </SubmitButton>
    </Form>
  )
}
