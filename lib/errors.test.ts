import { isRedirectError } from 'next/dist/client/components/redirect-error'
import { unstable_rethrow } from 'next/navigation'
import { expect, it } from 'vitest'
import { lastOwner, notFound, signInAgain } from './errors'

it('Next takes what a verb refuses while a page renders for its own notFound() and redirect()', () => {
  expect(() => unstable_rethrow(notFound())).toThrow('There is nothing here that you can see.')
  expect(() => unstable_rethrow(signInAgain())).toThrow('Sign in again to go on.')
  expect(isRedirectError(signInAgain())).toBe(true)
  expect(() => unstable_rethrow(lastOwner())).not.toThrow()
})
