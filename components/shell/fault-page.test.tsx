import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { DomainError } from '@/lib/errors'
import { unavailable } from '@/lib/unavailable'
import { FaultPage } from './fault-page'

function shown(error: Error): string {
  return renderToStaticMarkup(<FaultPage error={error} retry={() => undefined} />)
}

it('a change whose answer was lost is not called a busy service: it may have been made', () => {
  const lost = shown(unavailable({ isOutcomeUnknown: true }))
  expect(lost).toContain('It may have been made: look before you try again.')
  expect(lost).toContain('>Load again<')
  expect(lost).not.toContain('busy')
})

it('a service that takes no more is called busy, and a fault a fault, with its reference', () => {
  for (const error of [unavailable(), new DomainError('too_many', 'Wait.')])
    expect(shown(error)).toContain('The service is busy')
  const fault = shown(Object.assign(new Error('This is a test.'), { digest: '42' }))
  expect(fault).toContain('Something went wrong')
  expect(fault).toContain('>42<')
})
