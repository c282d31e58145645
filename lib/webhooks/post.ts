import type { AttemptProblem } from '@/lib/domain/webhooks/webhook'
import { guardedFetch } from '@/lib/federation/guarded-fetch'
import { ProviderProblem } from '@/lib/federation/provider-problem'
import { secondsUntil } from '@/lib/retry-after'

export const mostMilliseconds = 10_000

interface Post {
  body: string
  headers: Record<string, string>
  milliseconds: number
}

interface PostOutcome {
  /** Null if it was accepted. */
  problem: Exclude<AttemptProblem, 'no_event' | 'too_old' | 'unreadable_secret'> | null
  /** Null without a response. */
  status: number | null
  /** What the receiver asked for, in seconds. */
  retryAfter: number | null
}

/** To a public address only, without following redirects. Never throws for failures of the receiver. */
export async function post(url: string, { body, headers, milliseconds }: Post): Promise<PostOutcome> {
  try {
    const options = { method: 'POST', body, headers, redirect: 'manual' as const }
    const response = await guardedFetch(url, options, milliseconds)
    const { status } = response
    const retryAfter = response.ok
      ? undefined
      : secondsUntil(response.headers.get('retry-after') ?? undefined)
    return { problem: problemOfStatus(response), status, retryAfter: retryAfter ?? null }
  } catch (error) {
    if (!(error instanceof ProviderProblem)) throw error
    return { problem: problemOf(error), status: null, retryAfter: null }
  }
}

function problemOfStatus({ ok, status }: Response): PostOutcome['problem'] {
  if (ok) return null
  if (status === 410) return 'gone'
  return status >= 300 && status < 400 ? 'redirect' : 'status'
}

function problemOf({ reason, cause }: ProviderProblem): PostOutcome['problem'] {
  if (reason === 'not_public') return 'not_public'
  return isTimeout(cause) ? 'timeout' : 'unreachable'
}

function isTimeout(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false
  return cause.name === 'TimeoutError' || isTimeout(cause.cause)
}
