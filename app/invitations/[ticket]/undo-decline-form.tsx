'use client'

import { useEffect, useState } from 'react'
import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { undo } from './actions'
import { InvitationLinkFields, type InvitationLink } from './invitation-link-fields'

interface UndoDeclineFormProps {
  link: InvitationLink
  /** Seconds until the button goes. */
  seconds: number
}

export function UndoDeclineForm({ link, seconds }: UndoDeclineFormProps) {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), seconds * 1000)
    return () => clearTimeout(timer)
  }, [seconds])
  if (isOver) return null
  return (
    <Form action={undo}>
      <InvitationLinkFields {...link} />
      <SubmitButton width="full" variant="secondary">
        Undo
      </SubmitButton>
    </Form>
  )
}
