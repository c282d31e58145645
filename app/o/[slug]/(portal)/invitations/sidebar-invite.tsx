'use client'

import { MailPlus } from 'lucide-react'
import { Button, type ButtonProps } from '@/components/ui/button'
import { joinClasses } from '@/components/ui/join-classes'

/** Takes the props of the phone menu’s close button, too. */
export function SidebarInvite({
  onInvite,
  onClick,
  className,
  ...props
}: ButtonProps & { onInvite: () => void }) {
  return (
    <Button
      {...props}
      className={joinClasses('needs-script', className)}
      onClick={(event) => {
        onClick?.(event)
        onInvite()
      }}
    >
      <MailPlus aria-hidden strokeWidth={1.75} />
      Invite people
    </Button>
  )
}
