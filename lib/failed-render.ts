import type { RequestState } from './request-state'

// Next bundles this module more than once; all copies share one map.
const shared = globalThis as typeof globalThis & { foyerUnderWay?: Map<string, RequestState> }

function underWay(): Map<string, RequestState> {
  return (shared.foyerUnderWay ??= new Map())
}

/** Until the returned function is called, an error that Next reports of the request with this id may refuse it. */
export function watchRender(requestId: string, state: RequestState): () => void {
  underWay().set(requestId, state)
  return () => underWay().delete(requestId)
}

const refusals: Record<string, NonNullable<RequestState['refused']>> = {
  unavailable: { status: 503, retryAfter: 5 },
  too_many: { status: 429, retryAfter: 5 },
}

/**
 * Refuses the request whose page failed with an `unavailable` or `too_many` DomainError. What threw it has noted that
 * already, but in the state of another request where two wait for the same answer.
 */
export function noteFailedRender(requestId: unknown, error: unknown): void {
  const digest = error instanceof Error && 'digest' in error ? error.digest : undefined
  const refused = typeof digest === 'string' ? refusals[digest] : undefined
  const state = typeof requestId === 'string' ? underWay().get(requestId) : undefined
  if (state && refused) state.refused ??= refused
}
