import { Form } from '@/components/form/form'
import { LinkButton } from '@/components/ui/link-button'
import { SubmitButton } from '@/components/ui/submit-button'
import { frontLink } from '../../(front)/front-links'
import { decline } from './actions'
import { InvitationLinkFields, type InvitationLink } from './invitation-link-fields'

/** Asks where the dialog cannot. */
export function DeclineStep(link: InvitationLink) {
  return (
    <Form action={decline} className="flex flex-col gap-3">
      <InvitationLinkFields {...link} />
      <SubmitButton width="full" variant="danger">
        Decline
      </SubmitButton>
      <LinkButton href={frontLink(`/invitations/${link.ticket}`, { return_to: link.returnTo })} width="full">
        Cancel
      </LinkButton>
    </Form>
  )
}
