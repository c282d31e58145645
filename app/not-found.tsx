import type { Metadata } from 'next'
import { MessagePage } from '@/components/shell/message-page'
import { LinkButton } from '@/components/ui/link-button'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFoundPage() {
  return (
    <MessagePage
      title="Page not found"
      text="There is nothing at this address, or it is not open to you. Check the link, or ask the person who sent it."
      action={
        <LinkButton href="/" variant="primary">
          Go to the front page
        </LinkButton>
      }
    />
  )
}
