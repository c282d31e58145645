import { isAnswering } from '@/lib/db/is-answering'
import { writeIfPossible } from '@/lib/db/optional-write'
import {
  canOpenSigningKeys,
  type SecretProblem,
  registerIfFit,
  registerProcess,
} from '@/lib/domain/keys/process-secrets'
import { log } from '@/lib/log'

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
  const problem = state.hasFit ? await checkKeys() : await registerIfFit()
  const isFit = problem === null
  if (problem !== null && state.isFit) log().error({ part: 'secret' }, problems[problem])
  Object.assign(state, { isFit, hasFit: state.hasFit || isFit })
}

const problems: Record<SecretProblem, string> = {
  keys: 'Signing keys do not open with FOYER_SECRET, _NEXT or _PREVIOUS.',
  processes:
    'Another process, seen in the last 30 seconds, does not accept FOYER_SECRET. Give it to all of them as FOYER_SECRET_NEXT first.',
}

async function checkKeys(): Promise<SecretProblem | null> {
  const opensKeys = await canOpenSigningKeys()
  await writeIfPossible(registerProcess)
  return opensKeys ? null : 'keys'
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
