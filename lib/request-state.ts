import { AsyncLocalStorage } from 'node:async_hooks'

/** What one HTTP request has come to so far. The server reads it when it writes the status line. */
export interface RequestState {
  /** React has decoded the arguments of a server action, and the action runs. */
  actionStarted: boolean
  /** The request cannot be served now; the answer keeps its body and gets this status and Retry-After, in seconds. */
  refused: { status: 429 | 503; retryAfter: number } | null
  /** Stands for what was read of the caller so far. */
  caller: object
}

// Next bundles this module more than once; all copies share one store.
const shared = globalThis as typeof globalThis & { foyerRequestState?: AsyncLocalStorage<RequestState> }

function store(): AsyncLocalStorage<RequestState> {
  return (shared.foyerRequestState ??= new AsyncLocalStorage<RequestState>())
}

/** Runs the work with a state of its own. */
export function withRequestState<T>(work: (state: RequestState) => T): T {
  const state: RequestState = { actionStarted: false, refused: null, caller: {} }
  return store().run(state, () => work(state))
}

/** Notes that a server action has started: what fails from here on is not the fault of the request's encoding. */
export function noteActionStarted(): void {
  const state = store().getStore()
  if (state) state.actionStarted = true
}

/** Notes that this request cannot be served now. Outside a request, nothing happens. */
export function noteRefused(refused: NonNullable<RequestState['refused']>): void {
  const state = store().getStore()
  if (state) state.refused = refused
}

/** How the request under way is refused, or null. */
export function refusedRequest(): RequestState['refused'] {
  return store().getStore()?.refused ?? null
}

/**
 * A reader that reads once a request for what has the same name, however often it is asked; outside a request it reads
 * each time. Unlike React’s cache() it serves server actions, too.
 */
export function perRequest<K, T>(read: (key: K) => Promise<T>, nameOf: (key: K) => string) {
  const answers = new WeakMap<object, Map<string, Promise<T>>>()
  return (key: K): Promise<T> => {
    const state = store().getStore()
    if (!state) return read(key)
    const known = answers.get(state.caller) ?? new Map<string, Promise<T>>()
    answers.set(state.caller, known)
    const name = nameOf(key)
    const answer = known.get(name) ?? read(key)
    known.set(name, answer)
    return answer
  }
}

/** What was read of the caller may have changed: it is read again. */
export function forgetCaller(): void {
  const state = store().getStore()
  if (state) state.caller = {}
}
