'use client'

import { useActionState, useEffect, useEffectEvent, type FocusEvent } from 'react'
import type { FormAction } from '@/components/form/form'
import { RowIcon } from '@/components/ui/row-icon'
import { SubmitButton } from '@/components/ui/submit-button'
import { WithoutScript } from '@/components/ui/without-script'
import { idle } from '@/lib/http/form-state'
import { LinkField } from './link-field'
import { useCopying } from './use-copying'

interface CopyLinkProps {
  action: FormAction
  id: string
  /** What kind of link it is. */
  name: string
  /** What is said once the link is copied. */
  copied: string
}

/** If the browser does not allow copying, shows the link to be copied by hand. */
export function CopyLink({ action, id, name, copied }: CopyLinkProps) {
  const [state, ask] = useActionState(action, idle)
  const { isShown, copy, hide } = useCopying(copied)
  const link = state.status === 'done' ? state.message : undefined
  const field = link && <LinkField link={link} name={name} />
  const hear = useEffectEvent(copy)
  useEffect(() => hear(state), [state])

  function hideWhenLeft({ currentTarget, relatedTarget }: FocusEvent<HTMLFormElement>) {
    if (!currentTarget.contains(relatedTarget)) hide()
  }

  return (
    <form action={ask} className="flex min-w-0 flex-col items-start gap-2" onBlur={hideWhenLeft}>
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="secondary">
        <RowIcon name="link" />
        Copy link
      </SubmitButton>
      <div className="empty:hidden">
        {link && (isShown ? field : <WithoutScript>{field}</WithoutScript>)}
        {state.status === 'refused' && (
          <p role="alert" className="text-sm text-danger">
            {state.message}
          </p>
        )}
      </div>
    </form>
  )
}
