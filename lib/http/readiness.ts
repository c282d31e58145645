import { isAnswering } from '@/lib/db/is-answering'
import { canOpenSigningKeys, registerProcess } from '@/lib/domain/keys/process-secrets'

interface Readiness {
  isStopping: boolean
  opensKeys: boolean
}

// Next bundles this module more than once; all copies share one state.
const globals = globalThis as typeof globalThis & { foyerReadiness?: Readiness }
const state = (globals.foyerReadiness ??= { isStopping: false, opensKeys: true })

/** From now on the process is not ready, although it still serves. */
export function noteStopping(): void {
  state.isStopping = true
}

/** Also tells the other processes which secrets this one accepts. */
export async function checkSecrets(): Promise<void> {
  await registerProcess()
  const before = state.opensKeys
  state.opensKeys = await canOpenSigningKeys()
  if (before && !state.opensKeys)
    process.stderr.write('secret: signing keys do not open with FOYER_SECRET, _NEXT or _PREVIOUS.\n')
}

/** `secret`: it cannot open signing keys. */
export async function failingPart(): Promise<'stopping' | 'secret' | 'database' | null> {
  if (state.isStopping) return 'stopping'
  if (!state.opensKeys) return 'secret'
  return (await isAnswering()) ? null : 'database'
}
