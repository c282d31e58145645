import { LinkButton } from '@/components/ui/link-button'
import { MessagePage } from '@/components/shell/message-page'

export default function InvitationNotFound() {
  return (
    <MessagePage
      title="Invitation not found"
      text="This link is incomplete. Open it from the email, or copy all of it."
      action={
        <LinkButton href="/" variant="primary">
          Go to the home page
        </LinkButton>
      }
    />
  )
}
