import { LinkButton } from '@/components/ui/link-button'
import { MessagePage } from '@/components/shell/message-page'

export default function JoinLinkNotFound() {
  return (
    <MessagePage
      title="Link not found"
      text="This link is incomplete. Copy all of it, or ask the person who sent it to you."
      action={
        <LinkButton href="/" variant="primary">
          Go to the home page
        </LinkButton>
      }
    />
  )
}
