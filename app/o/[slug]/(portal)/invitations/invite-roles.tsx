'use client'

import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { LoadedChoices } from './loaded-choices'
import { RolesField } from './roles-field'

interface InviteRolesProps {
  choices: LoadedChoices
  value: string[]
  onChange: (ids: string[]) => void
  onRetry: () => void
}

/** The roles of the invitees who have none of their own in the list. */
export function InviteRoles({ choices, value, onChange, onRetry }: InviteRolesProps) {
  if (choices === 'failed') {
    const again = (
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
    )
    return (
      <Notice tone="danger" role="alert" action={again}>
        The roles could not be loaded.
      </Notice>
    )
  }
  return (
    <RolesField
      options={choices === 'loading' ? [] : choices.roles}
      value={value}
      onChange={onChange}
      help={choices === 'loading' ? 'Loading the roles…' : undefined}
    />
  )
}
