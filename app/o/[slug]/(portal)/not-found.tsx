import type { Metadata } from 'next'
import { PageHeader } from '@/components/ui/page-header'
import { HomeLink } from './home-link'

export const metadata: Metadata = { title: 'Page not found' }

/** For those who can open the organization; others get the page outside of the portal. */
export default function PortalNotFound() {
  return (
    <>
      <PageHeader
        title="Page not found"
        text="This page doesn’t exist, or you don’t have access to it. Check the link, or ask one of the owners for access."
      />
      <HomeLink />
    </>
  )
}
