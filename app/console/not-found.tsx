import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'

export const metadata: Metadata = { title: 'Page not found' }

/** Inside the console; people who have none of its pages get the page outside of it. */
export default function ConsoleNotFound() {
  return (
    <>
      <PageHeader
        title="Page not found"
        text="This page doesn’t exist, or your roles don’t let you open it."
      />
      <LinkButton href="/console" variant="primary">
        Go to the console
      </LinkButton>
    </>
  )
}
