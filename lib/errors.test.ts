import { isRedirectError } from 'next/dist/client/components/redirect-error'
import { unstable_rethrow } from 'next/navigation'
import type * as Errors from './errors'
import { describe, expect, it } from 'vitest'
import { DomainError, isUnavailable, lastOwner, notFound, signInAgain } from './errors'

it('Next treats a verb’s refusal while a page renders as its own notFound() or redirect()', () => {
  expect(() => unstable_rethrow(notFound())).toThrow('Not found, or you don’t have access.')
  expect(() => unstable_rethrow(signInAgain())).toThrow('Sign in again to continue.')
  expect(isRedirectError(signInAgain())).toBe(true)
  expect(() => unstable_rethrow(lastOwner())).not.toThrow()
})

describe('of another copy of the module', async () => {
  const path = './errors?copy'
  const copy = (await import(path)) as typeof Errors

  it('an error is a DomainError', () => {
    expect(copy.DomainError).not.toBe(DomainError)
    const error = new copy.DomainError('unavailable', 'A sentence.')
    expect(error instanceof DomainError).toBe(true)
    expect(isUnavailable(error)).toBe(true)
    expect(new Error('a bug') instanceof DomainError).toBe(false)
  })

  it('a subclass has its own errors only', () => {
    class Taken extends copy.DomainError {}
    expect(new Taken('conflict', 'A sentence.') instanceof Taken).toBe(true)
    expect(new Taken('conflict', 'A sentence.') instanceof DomainError).toBe(true)
    for (const error of [new copy.DomainError('conflict', 'A sentence.'), notFound()])
      expect(error instanceof Taken).toBe(false)
  })
})
