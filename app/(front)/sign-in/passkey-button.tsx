'use client'

import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { KeyRound } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormState } from '@/lib/http/form-state'
import type { FrontQuery } from '../front-links'
import { HiddenFields } from '../hidden-fields'
import { deviceRefusal, fetchPrompt, loadWebAuthn, refusedWith, useMayHavePasskeys } from '../passkey-prompt'
import { offerPasskeysInAutofill, type PasskeyAutofill } from './passkey-autofill'
import { signInByPasskey } from './passkey/actions'

interface PasskeyButtonProps {
  query: FrontQuery
  variant?: 'primary' | 'secondary'
}

/** Renders its own form: never place it inside a form. The email field’s autofill offers passkeys too. */
export function PasskeyButton({ query, variant = 'secondary' }: PasskeyButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const autofilled = useRef<string>(undefined)
  const offer = useRef<PasskeyAutofill>(null)

  useEffect(() => {
    const offered = offerPasskeysInAutofill((credential) => {
      autofilled.current = credential
      button.current?.form?.requestSubmit()
    })
    offer.current = offered
    return offered.stop
  }, [])

  async function signIn(state: FormState, form: FormData): Promise<FormState> {
    offer.current?.ignoreLatest()
    const credential = autofilled.current
    if (credential === undefined) return await signInByDevice(state, form)
    autofilled.current = undefined
    form.set('credential', credential)
    return await signInByPasskey(state, form)
  }

  if (!useMayHavePasskeys()) return null
  return (
    <Form action={signIn} className="needs-script flex flex-col gap-4">
      <HiddenFields return_to={query.return_to} organization={query.organization} />
      <SubmitButton ref={button} variant={variant} width="full">
        <KeyRound aria-hidden strokeWidth={1.75} />
        Use a passkey
      </SubmitButton>
    </Form>
  )
}

async function signInByDevice(state: FormState, form: FormData): Promise<FormState> {
  const [prompt, { startAuthentication }] = await Promise.all([
    fetchPrompt<PublicKeyCredentialRequestOptionsJSON>('/sign-in/passkey'),
    loadWebAuthn(),
  ])
  if (!('options' in prompt)) return refusedWith('message' in prompt ? prompt.message : '')
  try {
    form.set('credential', JSON.stringify(await startAuthentication({ optionsJSON: prompt.options })))
  } catch (error) {
    return deviceRefusal(error, { cancelled: 'No passkey was used. Try again, or sign in another way.' })
  }
  return await signInByPasskey(state, form)
}
