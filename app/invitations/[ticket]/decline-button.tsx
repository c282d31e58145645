'use client'

import { useState, type ComponentType, type SubmitEvent } from 'react'
import { Button } from '@/components/ui/button'
import type { DeclineDialogProps } from './decline-dialog'
import type { InvitationLink } from './invitation-link-fields'

interface DeclineButtonProps {
  link: InvitationLink
  organizationName: string
}

/** Loads the dialog only when it is needed. Without JavaScript, or if it does not load, the page itself asks. */
export function DeclineButton({ link, organizationName }: DeclineButtonProps) {
  const [Dialog, setDialog] = useState<ComponentType<DeclineDialogProps>>()
  const [isOpen, setOpen] = useState(false)

  function ask(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    setOpen(true)
    import('./decline-dialog').then(
      ({ DeclineDialog }) => setDialog(() => DeclineDialog),
      () => form.submit(),
    )
  }

  return (
    <>
      <form method="get" onSubmit={ask}>
        <input type="hidden" name="decline" value="1" />
        {link.returnTo && <input type="hidden" name="return_to" value={link.returnTo} />}
        <Button type="submit" variant="ghost" width="full" pending={isOpen && !Dialog}>
          Decline
        </Button>
      </form>
      {Dialog && (
        <Dialog link={link} organizationName={organizationName} open={isOpen} onOpenChange={setOpen} />
      )}
    </>
  )
}
