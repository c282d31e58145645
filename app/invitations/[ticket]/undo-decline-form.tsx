'use client'

import { useEffect, useState } from 'react'
import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { undo } from './actions'
import { InvitationLinkFields, type InvitationLink } from './invitation-link-fields'

interface UndoDeclineFormProps {
  link: InvitationLink
  /** Until the button disappears. */
  seconds: number
}

export function UndoDeclineForm({ link, seconds }: UndoDeclineFormProps) {
  const [hasExpired, setExpired] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setExpired(true), seconds * 1000)
    return () => clearTimeout(timer)
  }, [seconds])
  if (hasExpired) return null
  return (
    <Form action={undo}>
      <InvitationLinkFields {...link} />
      <SubmitButton width="full" variant="secondary">
        Undo
      </SubmitButton>
    </Form>
  )
}
