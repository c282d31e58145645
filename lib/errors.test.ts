import { isRedirectError } from 'next/dist/client/components/redirect-error'
import { unstable_rethrow } from 'next/navigation'
import { expect, it } from 'vitest'
import { lastOwner, notFound, signInAgain } from './errors'

it('Next treats a verb’s refusal while a page renders as its own notFound() or redirect()', () => {
  expect(() => unstable_rethrow(notFound())).toThrow('Not found, or you don’t have access.')
  expect(() => unstable_rethrow(signInAgain())).toThrow('Sign in again to continue.')
  expect(isRedirectError(signInAgain())).toBe(true)
  expect(() => unstable_rethrow(lastOwner())).not.toThrow()
})
