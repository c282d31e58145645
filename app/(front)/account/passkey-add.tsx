'use client'

import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { WithoutScript } from '@/components/ui/without-script'
import type { FormState } from '@/lib/http/form-state'
import { deviceRefusal, fetchPrompt, loadWebAuthn, refusedWith, useMayHavePasskeys } from '../passkey-prompt'
import { add } from './passkey/actions'

interface AddPasskeyProps {
  /** The path that follows, if not this page with the new passkey. */
  returnTo?: string
  variant?: 'primary' | 'secondary'
}

export function AddPasskey({
  returnTo,
  variant = returnTo === undefined ? 'secondary' : 'primary',
}: AddPasskeyProps) {
  if (!useMayHavePasskeys()) {
    return <p className="text-muted-foreground">This browser doesn’t support passkeys here.</p>
  }
  return (
    <>
      <Form action={addFromDevice} act="add-passkey" className="needs-script flex flex-col items-start gap-4">
        {returnTo !== undefined && <input type="hidden" name="return_to" value={returnTo} />}
        <SubmitButton variant={variant} width={returnTo === undefined ? undefined : 'full'}>
          Add a passkey
        </SubmitButton>
      </Form>
      <WithoutScript>
        <p className="text-muted-foreground">
          Adding a passkey needs JavaScript, which is off in this browser.
        </p>
      </WithoutScript>
    </>
  )
}

async function addFromDevice(state: FormState, form: FormData): Promise<FormState> {
  const here = encodeURIComponent(window.location.pathname + window.location.search)
  const [prompt, { startRegistration }] = await Promise.all([
    fetchPrompt<PublicKeyCredentialCreationOptionsJSON>(`/account/passkey?return_to=${here}`),
    loadWebAuthn(),
  ])
  if ('signIn' in prompt) {
    window.location.assign(prompt.signIn)
    return state
  }
  if ('message' in prompt) return refusedWith(prompt.message)
  try {
    form.set('credential', JSON.stringify(await startRegistration({ optionsJSON: prompt.options })))
  } catch (error) {
    return deviceRefusal(error, {
      cancelled: 'No passkey was created. Try again when your device is ready.',
      known: 'This device already has a passkey for your account.',
    })
  }
  return await add(state, form)
}
