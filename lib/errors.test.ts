import { unstable_rethrow } from 'next/navigation'
import { expect, test } from 'vitest'
import { lastOwner, notFound } from './errors'

test('a page whose verb refuses with not_found answers 404, since Next takes the error for its own notFound()', () => {
  expect(() => unstable_rethrow(notFound())).toThrow('There is nothing here that you can see.')
  expect(() => unstable_rethrow(lastOwner())).not.toThrow()
})
