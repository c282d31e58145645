'use client'

import { useActionState } from 'react'
import type { FormAction } from '@/components/form/form'
import { ContinuedNotice, useContinued } from '@/components/form/continued'
import { CopyValue } from '@/components/ui/copy-value'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ContinuedAct } from '@/lib/http/continued-acts'
import { idle } from '@/lib/http/form-state'

interface ShowLinkProps {
  act: ContinuedAct
  action: FormAction
  userId: string
  label: string
}

/** Only the answer of the action contains the link: it is not stored, and leaving the page loses it. */
export function ShowLink({ act, action, userId, label }: ShowLinkProps) {
  const [state, ask] = useActionState(action, idle)
  const isContinued = useContinued({ act }) !== null
  const link = state.status === 'done' ? state.message : undefined
  return (
    <form action={ask} className="flex min-w-0 flex-col gap-2">
      <input type="hidden" name="user_id" value={userId} />
      {isContinued && state.status === 'idle' && <ContinuedNotice values={{}} />}
      <SubmitButton variant="secondary" className="self-start" autoFocus={isContinued}>
        {label}
      </SubmitButton>
      {link !== undefined && (
        <div role="status" className="flex min-w-0 flex-col gap-1">
          <p className="text-sm text-muted-foreground">
            It works once, for five days, for anyone who has it. It is not shown again.
          </p>
          <span className="flex min-w-0 items-center gap-1">
            <Input readOnly value={link} aria-label="Link" className="min-w-0 font-mono text-sm" />
            <CopyValue value={link} label="Copy link" />
          </span>
        </div>
      )}
      {state.status === 'refused' && (
        <p role="alert" className="text-sm text-danger">
          {state.message ?? Object.values(state.fields)[0]}
        </p>
      )}
    </form>
  )
}
