import { useHydrated } from '@/components/ui/use-hydrated'
import type { FormState } from '@/lib/http/form-state'

/** The code of @simplewebauthn/browser for a device that has a passkey of the account. */
const alreadyRegistered = 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED'

/** What our server says before a device is asked. */
export type PasskeyPrompt<Options> =
  | { options: Options }
  | { message: string }
  /** Where to sign in again first. */
  | { signIn: string }

/** What speaks with the device; loaded when a device is asked, not with the page. */
export function loadWebAuthn() {
  return import('@simplewebauthn/browser')
}

/** Asks our server what to ask the device; a refusal comes as a sentence. */
export async function fetchPrompt<Options>(path: string): Promise<PasskeyPrompt<Options>> {
  const unreached = { message: 'No response. Check your connection and try again.' }
  try {
    const response = await fetch(path, { method: 'POST' })
    const answer: unknown = await response.json()
    return isPrompt<Options>(answer) ? answer : unreached
  } catch {
    return unreached
  }
}

/** What the device or its owner answered with instead of a passkey, in the words for it. */
export function deviceRefusal(error: unknown, sentences: { cancelled: string; known?: string }): FormState {
  const isKnown = error instanceof Error && 'code' in error && error.code === alreadyRegistered
  return refusedWith((isKnown && sentences.known) || sentences.cancelled)
}

export function refusedWith(message: string): FormState {
  return { status: 'refused', message, fields: {}, values: {} }
}

/** Whether to offer it: unknown, and so yes, until the page runs; no where the browser has no passkeys. */
export function useMayHavePasskeys(): boolean {
  return !useHydrated() || typeof window.PublicKeyCredential === 'function'
}

function isPrompt<Options>(answer: unknown): answer is PasskeyPrompt<Options> {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    ['options', 'message', 'signIn'].some((name) => name in answer)
  )
}
