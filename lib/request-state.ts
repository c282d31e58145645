import { AsyncLocalStorage } from 'node:async_hooks'
import type { DomainError } from './errors.ts'

export interface Refused {
  status: 429 | 503
  /** In seconds. */
  retryAfter: number
}

/** A form of a page of another build, which cannot be run here. */
export interface OutdatedForm {
  /** As its page named it. */
  formId: string | null
  /** What was typed, without secrets. */
  values: Record<string, string | string[]>
}

/** The server reads it when it writes the status line. */
export interface RequestState {
  /** Set once React has decoded the arguments of the server action. */
  actionStarted: boolean
  /** The response keeps its body and gets this status and Retry-After (seconds). */
  refused: Refused | null
  /** As X-Request-Id has it. */
  requestId: string | null
  /** From which it comes, as networkOf() writes it; null if that is not known. */
  network: string | null
  /** The network has reached a limit: for how many seconds. */
  networkLimit: number | null
  /** The page is rendered instead, with what was typed. */
  outdatedForm: OutdatedForm | null
  /** The request has waited in vain for the database: it does not wait again. */
  isDatabaseSilent: boolean
  /** Key of the caller’s cached reads. */
  caller: object
  /** Gives the request’s place in its queue to the next request. */
  leaveLane: () => void
}

const silentForMilliseconds = 2000

// Next bundles this module more than once; all copies share one store.
const shared = globalThis as typeof globalThis & {
  foyerRequestState?: AsyncLocalStorage<RequestState>
  foyerServerSilentAt?: number
}

function store(): AsyncLocalStorage<RequestState> {
  return (shared.foyerRequestState ??= new AsyncLocalStorage<RequestState>())
}

interface Given {
  requestId?: string | null
  network?: string | null
  leaveLane?: () => void
}

export function withRequestState<T>(
  work: (state: RequestState) => T,
  { requestId = null, network = null, leaveLane = () => undefined }: Given = {},
): T {
  const state: RequestState = {
    actionStarted: false,
    refused: null,
    requestId,
    network,
    networkLimit: null,
    outdatedForm: null,
    isDatabaseSilent: false,
    caller: {},
    leaveLane,
  }
  return store().run(state, () => work(state))
}

/** What fails from here on is not the fault of the request's encoding. */
export function noteActionStarted(): void {
  const state = store().getStore()
  if (state) state.actionStarted = true
}

/** Does nothing outside a request. */
export function noteRefused(refused: Refused): void {
  const state = store().getStore()
  if (state) state.refused = refused
}

/** Does nothing outside a request. */
export function noteDatabaseSilent(): void {
  const state = store().getStore()
  if (state) state.isDatabaseSilent = true
}

export function isDatabaseSilent(): boolean {
  return store().getStore()?.isDatabaseSilent ?? false
}

/** The server itself gave no answer, to whatever work of this process. */
export function noteServerSilent(): void {
  shared.foyerServerSilentAt = performance.now()
}

/** Within the last two seconds. */
export function wasServerSilent(): boolean {
  return performance.now() - (shared.foyerServerSilentAt ?? -Infinity) < silentForMilliseconds
}

/** A rate limit gives the page status 429; a full quota keeps its own status. */
export function noteRateLimit({ code, retryAfter }: DomainError): void {
  if (code === 'too_many' && retryAfter !== undefined) noteRefused({ status: 429, retryAfter })
}

/** Does nothing outside a request. */
export function noteNetworkLimit(retryAfter: number): void {
  const state = store().getStore()
  if (state) state.networkLimit = retryAfter
}

/** Null outside a request. */
export function currentRequestId(): string | null {
  return store().getStore()?.requestId ?? null
}

/** Null outside a request, and where it is not known. */
export function currentNetwork(): string | null {
  return store().getStore()?.network ?? null
}

/** Does nothing outside a request. */
export function leaveLane(): void {
  store().getStore()?.leaveLane()
}

export function refusedRequest(): Refused | null {
  return store().getStore()?.refused ?? null
}

export function outdatedForm(): OutdatedForm | null {
  return store().getStore()?.outdatedForm ?? null
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
