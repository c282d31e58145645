import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { fetchPrompt, loadWebAuthn } from '../passkey-prompt'

const field = "input[autocomplete$='webauthn']"

/** Before the challenge expires, after five minutes. */
const staleAfter = 4 * 60_000

/** Loads nothing where the browser cannot offer passkeys in a field. Returns a function that stops it. */
export function offerPasskeysInAutofill(onChosen: (credential: string) => void): () => void {
  let offeredAt = 0
  let isStopped = false

  async function offer() {
    offeredAt = Date.now()
    const credential = await chosenInAutofill().catch(() => undefined)
    if (credential !== undefined && !isStopped) onChosen(credential)
  }

  function renew(event: FocusEvent) {
    const isField = event.target instanceof Element && event.target.matches(field)
    if (isField && Date.now() - offeredAt > staleAfter) void offer()
  }

  if (document.querySelector(field) !== null) void offer()
  document.addEventListener('focusin', renew)
  return () => {
    isStopped = true
    document.removeEventListener('focusin', renew)
  }
}

/** Rejects when another request replaces it, such as that of the passkey button. */
async function chosenInAutofill(): Promise<string | undefined> {
  if (typeof window.PublicKeyCredential !== 'function') return undefined
  if (!('isConditionalMediationAvailable' in PublicKeyCredential)) return undefined
  if (!(await PublicKeyCredential.isConditionalMediationAvailable())) return undefined
  const [prompt, { startAuthentication }] = await Promise.all([
    fetchPrompt<PublicKeyCredentialRequestOptionsJSON>('/sign-in/passkey'),
    loadWebAuthn(),
  ])
  if (!('options' in prompt)) return undefined
  const credential = await startAuthentication({ optionsJSON: prompt.options, useBrowserAutofill: true })
  return JSON.stringify(credential)
}
