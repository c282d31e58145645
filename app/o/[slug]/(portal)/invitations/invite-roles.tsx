'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { RoleChoice } from '@/components/ui/role-choice'
import type { LoadedChoices } from './loaded-choices'

interface InviteRolesProps {
  choices: LoadedChoices
  value: string[]
  onChange: (ids: string[]) => void
  onRetry: () => void
}

/** For everyone who has no role of their own in the list. */
export function InviteRoles({ choices, value, onChange, onRetry }: InviteRolesProps) {
  const [isSeveral, setSeveral] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const options = typeof choices === 'string' ? [] : choices.roles
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
    <Field name="roles" label="Role" help={choices === 'loading' ? 'Loading the roles…' : undefined}>
      <div className="flex flex-wrap items-center gap-2">
        <RoleChoice
          key={String(isSeveral)}
          options={options}
          value={value}
          onChange={onChange}
          isSeveral={isSeveral}
          open={isOpen}
          onOpenChange={setOpen}
          className="flex-1 basis-40"
        />
        {!isSeveral && options.length > 1 && (
          <Button
            variant="ghost"
            onClick={() => {
              setSeveral(true)
              setOpen(true)
            }}
          >
            <Plus aria-hidden strokeWidth={1.75} />
            Add another role
          </Button>
        )}
      </div>
    </Field>
  )
}
