import { AsyncLocalStorage } from 'node:async_hooks'

/** What one HTTP request has come to so far. The server reads it when it writes the status line. */
export interface RequestState {
  /** React has decoded the arguments of a server action, and the action runs. */
  actionStarted: boolean
  /** The request cannot be served now; the answer keeps its body and gets this status and Retry-After, in seconds. */
  refused: { status: 429 | 503; retryAfter: number } | null
}

// Next bundles this module more than once; all copies share one store.
const shared = globalThis as typeof globalThis & { foyerRequestState?: AsyncLocalStorage<RequestState> }

function store(): AsyncLocalStorage<RequestState> {
  return (shared.foyerRequestState ??= new AsyncLocalStorage<RequestState>())
}

/** Runs the work with a state of its own. */
export function withRequestState<T>(work: (state: RequestState) => T): T {
  const state: RequestState = { actionStarted: false, refused: null }
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
