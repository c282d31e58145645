'use client'

import { useActionState, useEffect, useEffectEvent, useState, type FocusEvent } from 'react'
import type { FormAction } from '@/components/form/form'
import { Input } from '@/components/ui/input'
import { RowIcon } from '@/components/ui/row-icon'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-manager'
import { WithoutScript } from '@/components/ui/without-script'
import { idle, type FormState } from '@/lib/http/form-state'

export const invitationLink = {
  name: 'Invitation link',
  copied: 'Link copied. To use it, people first enter a code that we send to the invited address.',
}

interface CopyLinkProps {
  action: FormAction
  id: string
  /** What kind of link it is. */
  name?: string
  /** The toast once the link is copied. */
  copied?: string
}

/** If the browser does not allow copying, shows the link to be copied by hand. */
export function CopyLink({ action, id, ...words }: CopyLinkProps) {
  const { name, copied } = { ...invitationLink, ...words }
  const [state, formAction] = useActionState(action, idle)
  const { isShown, copy, hide } = useCopying(copied)
  const link = state.status === 'done' ? state.message : undefined
  const field = link && <LinkField link={link} name={name} />
  const onAnswer = useEffectEvent(copy)
  useEffect(() => onAnswer(state), [state])

  function hideWhenLeft({ currentTarget, relatedTarget }: FocusEvent<HTMLFormElement>) {
    if (!currentTarget.contains(relatedTarget)) hide()
  }

  return (
    <form action={formAction} className="flex min-w-0 flex-col items-start gap-2" onBlur={hideWhenLeft}>
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

/** `copy` takes the answer whose message is the link. `isShown`: the browser did not allow it. */
export function useCopying(copied: string) {
  const [isShown, setShown] = useState(false)
  function copy(answer: FormState) {
    if (answer.status !== 'done' || !answer.message) return
    navigator.clipboard.writeText(answer.message).then(
      () => showToast({ title: copied }),
      () => setShown(true),
    )
  }
  return { isShown, copy, hide: () => setShown(false) }
}

export function LinkField({ link, name }: { link: string; name: string }) {
  return <Input readOnly value={link} aria-label={name} className="font-mono text-sm" />
}
