'use client'

import { Link2 } from 'lucide-react'
import { useActionState, useEffect, useEffectEvent, useState, type FocusEvent } from 'react'
import type { FormAction } from '@/components/form/form'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-manager'
import { WithoutScript } from '@/components/ui/without-script'
import { idle, type FormState } from '@/lib/http/form-state'
import { actionButton } from './action-button'

interface CopyLinkProps {
  action: FormAction
  id: string
  isCompact: boolean
}

/** If the browser does not allow copying, shows the link to be copied by hand. */
export function CopyLink({ action, id, isCompact }: CopyLinkProps) {
  const [state, ask] = useActionState(action, idle)
  const [isShown, setShown] = useState(false)
  const link = state.status === 'done' ? state.message : undefined

  const copy = useEffectEvent((heard: FormState) => {
    if (heard.status !== 'done' || !heard.message) return
    navigator.clipboard.writeText(heard.message).then(
      () =>
        showToast({
          title: 'Link copied. To use it, people first enter a code that we send to the invited address.',
        }),
      () => setShown(true),
    )
  })
  useEffect(() => copy(state), [state])

  function hideWhenLeft({ currentTarget, relatedTarget }: FocusEvent<HTMLFormElement>) {
    if (!currentTarget.contains(relatedTarget)) setShown(false)
  }

  return (
    <form
      action={ask}
      className={isCompact ? 'relative' : 'flex min-w-0 flex-col items-start gap-2'}
      onBlur={hideWhenLeft}
    >
      <input type="hidden" name="id" value={id} />
      <SubmitButton {...actionButton({ label: 'Copy link', icon: Link2, isCompact })} />
      <div className={isCompact ? floating : undefined}>
        {link &&
          (isShown ? <LinkField link={link} /> : <WithoutScript>{<LinkField link={link} />}</WithoutScript>)}
        {state.status === 'refused' && (
          <p role="alert" className="text-sm text-danger">
            {state.message}
          </p>
        )}
      </div>
    </form>
  )
}

const floating = 'absolute top-full right-0 z-10 w-52 rounded-md sm:w-72 bg-background text-left empty:hidden'

function LinkField({ link }: { link: string }) {
  return <Input readOnly value={link} aria-label="Invitation link" className="font-mono text-sm" />
}
