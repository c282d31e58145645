import type { Metadata } from 'next'
import { MessagePage } from '@/components/shell/message-page'
import { LinkButton } from '@/components/ui/link-button'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFoundPage() {
  return (
    <MessagePage
      title="Page not found"
      text="This page doesn’t exist, or you don’t have access to it. Check the link, or ask the person who sent it."
      action={
        <LinkButton href="/" variant="primary">
          Go to the home page
        </LinkButton>
      }
    />
  )
}
