import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { fetchPrompt, loadWebAuthn } from '../passkey-prompt'

const field = "input[autocomplete$='webauthn']"
/** Not the focus, which the page itself gives to the field. */
const signsOfUse = ['pointerover', 'keydown'] as const

/** Before the challenge expires, after five minutes. */
const staleAfter = 4 * 60_000

export interface AutofillOffer {
  /** A request that has not reached the browser yet will not replace the one that comes now. */
  withdraw: () => void
  stop: () => void
}

/** From when the email field is used: a visit alone loads nothing and costs no challenge. */
export function offerPasskeysInAutofill(onChosen: (credential: string) => void): AutofillOffer {
  let offeredAt = 0
  let turn = 0

  async function offer() {
    offeredAt = Date.now()
    turn += 1
    const mine = turn
    const credential = await chosenInAutofill(() => mine === turn).catch(() => undefined)
    if (credential !== undefined && mine === turn) onChosen(credential)
  }

  function used({ target }: Event) {
    const isField = target instanceof Element && target.matches(field)
    if (isField && Date.now() - offeredAt > staleAfter) void offer()
  }

  const withdraw = () => {
    turn += 1
  }
  for (const sign of signsOfUse) document.addEventListener(sign, used)
  return {
    withdraw,
    stop: () => {
      withdraw()
      for (const sign of signsOfUse) document.removeEventListener(sign, used)
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
