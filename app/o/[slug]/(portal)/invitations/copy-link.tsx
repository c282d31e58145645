'use client'

import { useActionState, useEffect, useEffectEvent, useState } from 'react'
import type { FormAction } from '@/components/form/form'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-manager'
import { WithoutScript } from '@/components/ui/without-script'
import { idle, type FormState } from '@/lib/http/form-state'

/** If the browser does not allow copying, shows the link to be copied by hand. */
export function CopyLink({ action, id }: { action: FormAction; id: string }) {
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

  return (
    <form action={ask} className="flex min-w-0 flex-col items-start gap-1">
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="ghost" size="small">
        Copy link
      </SubmitButton>
      {link &&
        (isShown ? <LinkField link={link} /> : <WithoutScript>{<LinkField link={link} />}</WithoutScript>)}
      {state.status === 'refused' && (
        <p role="alert" className="text-sm text-danger">
          {state.message}
        </p>
      )}
    </form>
  )
}

function LinkField({ link }: { link: string }) {
  return <Input readOnly value={link} aria-label="Invitation link" className="font-mono text-sm" />
}
