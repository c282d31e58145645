import { isRedirectError } from 'next/dist/client/components/redirect-error'
import { unstable_rethrow } from 'next/navigation'
import { expect, it } from 'vitest'
import { lastOwner, notFound, signInAgain } from './errors'

it('Next takes what a verb refuses while a page renders for its own notFound() and redirect()', () => {
  expect(() => unstable_rethrow(notFound())).toThrow('Not found, or you don’t have access.')
  expect(() => unstable_rethrow(signInAgain())).toThrow('Sign in again to continue.')
  expect(isRedirectError(signInAgain())).toBe(true)
  expect(() => unstable_rethrow(lastOwner())).not.toThrow()
})
