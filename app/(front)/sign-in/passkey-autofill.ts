import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { fetchPrompt, loadWebAuthn } from '../passkey-prompt'

const field = "input[autocomplete$='webauthn']"
/** Not the focus, which the page itself gives to the field. */
const usageEvents = ['pointerover', 'keydown'] as const

/** Before the challenge expires, after five minutes. */
const staleAfter = 4 * 60_000

export interface PasskeyAutofill {
  /** A request that has not reached the browser yet will not replace the one that comes now. */
  ignoreLatest: () => void
  stop: () => void
}

/** From when the email field is used: a visit alone loads nothing and costs no challenge. */
export function offerPasskeysInAutofill(onChosen: (credential: string) => void): PasskeyAutofill {
  let offeredAt = 0
  let latest = 0

  async function offer() {
    offeredAt = Date.now()
    latest += 1
    const request = latest
    const credential = await chosenInAutofill(() => request === latest).catch(() => undefined)
    if (credential !== undefined && request === latest) onChosen(credential)
  }

  function used({ target }: Event) {
    const isField = target instanceof Element && target.matches(field)
    if (isField && Date.now() - offeredAt > staleAfter) void offer()
  }

  const ignoreLatest = () => {
    latest += 1
  }
  for (const type of usageEvents) document.addEventListener(type, used)
  return {
    ignoreLatest,
    stop: () => {
      ignoreLatest()
      for (const type of usageEvents) document.removeEventListener(type, used)
    },
  }
}

/** Rejects when another request replaces it, such as that of the passkey button. */
async function chosenInAutofill(isWanted: () => boolean): Promise<string | undefined> {
  if (typeof window.PublicKeyCredential !== 'function') return undefined
  if (!('isConditionalMediationAvailable' in PublicKeyCredential)) return undefined
  if (!(await PublicKeyCredential.isConditionalMediationAvailable())) return undefined
  const [prompt, { startAuthentication }] = await Promise.all([
    fetchPrompt<PublicKeyCredentialRequestOptionsJSON>('/sign-in/passkey'),
    loadWebAuthn(),
  ])
  if (!('options' in prompt) || !isWanted()) return undefined
  const credential = await startAuthentication({ optionsJSON: prompt.options, useBrowserAutofill: true })
  return JSON.stringify(credential)
}
