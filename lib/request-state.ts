import { AsyncLocalStorage } from 'node:async_hooks'
import type { DomainError } from './errors.ts'

/** The server reads it when it writes the status line. */
export interface RequestState {
  /** Set once React has decoded the arguments of the server action. */
  actionStarted: boolean
  /** The response keeps its body and gets this status and Retry-After (seconds). */
  refused: { status: 429 | 503; retryAfter: number } | null
  /** Key of the caller’s cached reads. */
  caller: object
  /** Gives the request’s place in its queue to the next request. */
  leaveLane: () => void
}

// Next bundles this module more than once; all copies share one store.
const shared = globalThis as typeof globalThis & { foyerRequestState?: AsyncLocalStorage<RequestState> }

function store(): AsyncLocalStorage<RequestState> {
  return (shared.foyerRequestState ??= new AsyncLocalStorage<RequestState>())
}

export function withRequestState<T>(
  work: (state: RequestState) => T,
  leaveLane: () => void = () => undefined,
): T {
  const state: RequestState = { actionStarted: false, refused: null, caller: {}, leaveLane }
  return store().run(state, () => work(state))
}

/** What fails from here on is not the fault of the request's encoding. */
export function noteActionStarted(): void {
  const state = store().getStore()
  if (state) state.actionStarted = true
}

/** Does nothing outside a request. */
export function noteRefused(refused: NonNullable<RequestState['refused']>): void {
  const state = store().getStore()
  if (state) state.refused = refused
}

/** A rate limit gives the page status 429; a full quota keeps its own status. */
export function noteRateLimit({ code, retryAfter }: DomainError): void {
  if (code === 'too_many' && retryAfter !== undefined) noteRefused({ status: 429, retryAfter })
}

/** Does nothing outside a request. */
export function leaveLane(): void {
  store().getStore()?.leaveLane()
}

export function refusedRequest(): RequestState['refused'] {
  return store().getStore()?.refused ?? null
}

/** Unlike React’s cache(), it works in server actions too. Outside a request it reads each time. */
export function perRequest<K, T>(read: (key: K) => Promise<T>, nameOf: (key: K) => string) {
  const reads = new WeakMap<object, Map<string, Promise<T>>>()
  return (key: K): Promise<T> => {
    const state = store().getStore()
    if (!state) return read(key)
    const known = reads.get(state.caller) ?? new Map<string, Promise<T>>()
    reads.set(state.caller, known)
    const name = nameOf(key)
    const result = known.get(name) ?? read(key)
    known.set(name, result)
    return result
  }
}

export function forgetCaller(): void {
  const state = store().getStore()
  if (state) state.caller = {}
}
