'use client'

import { MailPlus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { WithoutScript } from '@/components/ui/without-script'
import { useInvite } from './invite-provider'

interface InviteButtonProps {
  slug: string
  /** For browsers without JavaScript, instead of a link to the invitations page. */
  children?: ReactNode
}

/** Nothing for readers who cannot invite. */
export function InviteButton({ slug, children }: InviteButtonProps) {
  const invite = useInvite()
  if (!invite) return null
  return (
    <>
      <Button variant="primary" className="needs-script" onClick={invite}>
        <MailPlus aria-hidden strokeWidth={1.75} />
        Invite people
      </Button>
      {children ?? (
        <WithoutScript>
          <LinkButton variant="primary" href={`/o/${slug}/invitations`}>
            Invite people
          </LinkButton>
        </WithoutScript>
      )}
    </>
  )
}
