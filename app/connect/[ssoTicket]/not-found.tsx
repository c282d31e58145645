import { MessagePage } from '@/components/shell/message-page'

export default function TicketNotFound() {
  return (
    <MessagePage
      title="Link not found"
      text="This link is incomplete or no longer exists. Copy all of it, or ask the person who sent it to you for a new one."
    />
  )
}
