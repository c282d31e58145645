import { isAnswering } from '@/lib/db/is-answering'
import { writeIfPossible } from '@/lib/db/optional-write'
import { log } from '@/lib/log'
import { canOpenSigningKeys, isSecretAcceptedByAll, registerProcess } from '@/lib/domain/keys/process-secrets'

interface Readiness {
  isStopping: boolean
  /** Its secrets fit the signing keys and the other processes. */
  isFit: boolean
  hasFit: boolean
}

// Next bundles this module more than once; all copies share one state.
const globals = globalThis as typeof globalThis & { foyerReadiness?: Readiness }
const state = (globals.foyerReadiness ??= { isStopping: false, isFit: true, hasFit: false })

/** From now on the process is not ready, although it still serves. */
export function noteStopping(): void {
  state.isStopping = true
}

/**
 * Also tells the other processes which secrets this one accepts, once it fits them: one that does not is not ready, so the others
 * need not wait for it. One that has served goes on, whatever comes beside it.
 */
export async function checkSecrets(): Promise<void> {
  const opensKeys = await canOpenSigningKeys()
  const isFit = opensKeys && (state.hasFit || (await isSecretAcceptedByAll()))
  if (isFit || state.hasFit) await writeIfPossible(registerProcess)
  const isNew = state.isFit && !isFit
  Object.assign(state, { isFit, hasFit: state.hasFit || isFit })
  if (!isNew) return
  const problem = opensKeys
    ? 'Another process, seen in the last 30 seconds, does not accept FOYER_SECRET. Give it to all of them as FOYER_SECRET_NEXT first'
    : 'Signing keys do not open with FOYER_SECRET, _NEXT or _PREVIOUS'
  log().error({ part: 'secret' }, `${problem}.`)
}

/** Whether it can open what its jobs need. */
export function mayWork(): boolean {
  return state.isFit && !state.isStopping
}

/** `secret`: it cannot open signing keys, or other processes cannot open what it seals. */
export async function failingPart(): Promise<'stopping' | 'secret' | 'database' | null> {
  if (state.isStopping) return 'stopping'
  if (!state.isFit) return 'secret'
  return (await isAnswering()) ? null : 'database'
}
