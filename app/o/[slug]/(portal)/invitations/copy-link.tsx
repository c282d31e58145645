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
  /** What kind of link it is. */
  name: string
  /** What is said once the link is copied. */
  copied: string
}

/** If the browser does not allow copying, shows the link to be copied by hand. */
export function CopyLink({ action, id, isCompact, name, copied }: CopyLinkProps) {
  const [state, ask] = useActionState(action, idle)
  const [isShown, setShown] = useState(false)
  const link = state.status === 'done' ? state.message : undefined
  const field = link && <LinkField link={link} name={name} />

  const copy = useEffectEvent((heard: FormState) => {
    if (heard.status !== 'done' || !heard.message) return
    navigator.clipboard.writeText(heard.message).then(
      () => showToast({ title: copied }),
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
      <div className={isCompact ? floating : 'empty:hidden'}>
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

const floating = 'absolute top-full right-0 z-10 w-52 rounded-md sm:w-72 bg-background text-left empty:hidden'

function LinkField({ link, name }: { link: string; name: string }) {
  return <Input readOnly value={link} aria-label={name} className="font-mono text-sm" />
}
