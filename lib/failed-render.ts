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

const statuses: Record<string, 429 | 503> = { unavailable: 503, too_many: 429 }

/**
 * Refuses the request whose page failed with an `unavailable` or `too_many` DomainError. Where it is thrown it is noted
 * in the state that follows the asynchronous calls; in rare cases that state was missing, and the page was a 500.
 */
export function noteFailedRender(requestId: unknown, error: unknown): void {
  const state = typeof requestId === 'string' ? underWay().get(requestId) : undefined
  // Not instanceof DomainError: Next bundles that more than once, too.
  if (!state || !(error instanceof Error && 'digest' in error && 'retryAfter' in error)) return
  const { digest, retryAfter } = error
  const status = typeof digest === 'string' ? statuses[digest] : undefined
  if (status !== undefined && typeof retryAfter === 'number') state.refused ??= { status, retryAfter }
}
