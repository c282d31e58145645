import { useHydrated } from '@/components/ui/use-hydrated'
import type { FormState } from '@/lib/http/form-state'

const alreadyRegistered = 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED'

export type PasskeyPrompt<Options> =
  | { options: Options }
  | { message: string }
  /** The path of the page where the user must sign in again first. */
  | { signIn: string }

/** Loaded when a passkey is used, not with the page. */
export function loadWebAuthn() {
  return import('@simplewebauthn/browser')
}

export async function fetchPrompt<Options>(path: string): Promise<PasskeyPrompt<Options>> {
  const noResponse = { message: 'No response. Check your connection and try again.' }
  try {
    const response = await fetch(path, { method: 'POST' })
    const answer: unknown = await response.json()
    return isPrompt<Options>(answer) ? answer : noResponse
  } catch {
    return noResponse
  }
}

export function deviceRefusal(error: unknown, sentences: { cancelled: string; known?: string }): FormState {
  const isKnown = error instanceof Error && 'code' in error && error.code === alreadyRegistered
  return refusedWith((isKnown && sentences.known) || sentences.cancelled)
}

export function refusedWith(message: string): FormState {
  return { status: 'refused', message, fields: {}, values: {} }
}

/** True until the page has hydrated, as on the server; then whether the browser supports passkeys. */
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
