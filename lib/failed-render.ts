import { DomainError, type ErrorCode } from './errors.ts'
import type { RequestState } from './request-state'

// Next bundles this module more than once; all copies share one map.
const shared = globalThis as typeof globalThis & { foyerRunningRenders?: Map<string, RequestState> }

function runningRenders(): Map<string, RequestState> {
  return (shared.foyerRunningRenders ??= new Map())
}

export function watchRender(requestId: string, state: RequestState): () => void {
  runningRenders().set(requestId, state)
  return () => runningRenders().delete(requestId)
}

const statuses: Partial<Record<ErrorCode, 429 | 503>> = { unavailable: 503, too_many: 429 }

/** In rare cases the asynchronous context is lost when a page throws; without this, its status would be 500. */
export function noteFailedRender(requestId: unknown, error: unknown): void {
  const state = typeof requestId === 'string' ? runningRenders().get(requestId) : undefined
  if (!state || !(error instanceof DomainError)) return
  const { code, retryAfter } = error
  const status = statuses[code]
  if (status !== undefined && retryAfter !== undefined) state.refused ??= { status, retryAfter }
}
