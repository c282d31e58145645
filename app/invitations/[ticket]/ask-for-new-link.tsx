import { Form } from '@/components/form/form'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { askForNewLink } from './actions'
import { InvitationLinkFields, type InvitationLink } from './invitation-link-fields'

interface AskForNewLinkProps {
  link: InvitationLink
  /** Masked. */
  email: string
  wasAsked: boolean
  /** False where there is something better to do. */
  isPrimary: boolean
}

export function AskForNewLink({ link, email, wasAsked, isPrimary }: AskForNewLinkProps) {
  if (wasAsked) {
    return (
      <Notice tone="success" title="Request sent" role="status">
        If a new invitation is sent, it arrives at {email}.
      </Notice>
    )
  }
  return (
    <Form action={askForNewLink}>
      <InvitationLinkFields {...link} />
      <SubmitButton width="full" variant={isPrimary ? 'primary' : 'secondary'}>
        Ask for a new link
      </SubmitButton>
    </Form>
  )
}
