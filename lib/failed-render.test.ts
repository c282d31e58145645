import { describe, expect, it } from 'vitest'
import { DomainError, notFound } from './errors'
import { noteFailedRender, watchRender } from './failed-render'
import type { RequestState } from './request-state'

function stateOf(requestId: string): RequestState & { end: () => void } {
  const state: RequestState = {
    actionStarted: false,
    refused: null,
    requestId: null,
    network: null,
    networkLimit: null,
    outdatedForm: null,
    isDatabaseSilent: false,
    caller: {},
    leaveLane: () => undefined,
  }
  const end = watchRender(requestId, state)
  return Object.assign(state, { end })
}

describe('an error that a page failed with', () => {
  it.each([
    ['unavailable', 503],
    ['too_many', 429],
  ] as const)('%s refuses that request, and no other', (code, status) => {
    const [failed, other] = [stateOf('failed'), stateOf('other')]
    noteFailedRender('failed', new DomainError(code, 'A sentence.', { retryAfter: 7 }))
    expect(failed.refused).toEqual({ status, retryAfter: 7 })
    expect(other.refused).toBeNull()
    failed.end()
    other.end()
  })

  it('keeps what was noted before', () => {
    const state = stateOf('failed')
    state.refused = { status: 503, retryAfter: 9 }
    noteFailedRender('failed', new DomainError('too_many', 'A sentence.', { retryAfter: 7 }))
    expect(state.refused).toEqual({ status: 503, retryAfter: 9 })
    state.end()
  })

  it('is ignored where it means something else, or the request is over', () => {
    const state = stateOf('failed')
    const full = new DomainError('too_many', 'A role can have at most ten permissions.')
    for (const error of [notFound(), full, new Error('a bug'), 'text', null])
      noteFailedRender('failed', error)
    state.end()
    noteFailedRender('failed', new DomainError('unavailable', 'A sentence.', { retryAfter: 7 }))
    expect(state.refused).toBeNull()
  })
})
