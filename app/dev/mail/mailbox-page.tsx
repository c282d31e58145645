import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { SiteHeader, SiteMain } from '@/components/shell/site-header'
import { TextLink } from '@/components/ui/text-link'
import { isMailboxOpen } from '@/lib/email/mailbox'
import { currentTenant } from '@/lib/web/tenant'

/** Answers 404 when Resend sends the emails. */
export async function mailboxTenant() {
  if (!isMailboxOpen()) notFound()
  return currentTenant()
}

export function MailboxPage({ tenantName, children }: { tenantName: string; children: ReactNode }) {
  return (
    <>
      <SiteHeader tenantName={tenantName}>
        <TextLink href="/sign-in">Sign in</TextLink>
      </SiteHeader>
      <SiteMain>{children}</SiteMain>
    </>
  )
}
