import { expect, it } from 'vitest'
import { typedValues } from './form-state'

it('gives back what was typed, and no secret', () => {
  const form = new FormData()
  form.append('from_address', 'hello@acme.test')
  for (const name of ['password', 'api_key', 'webhook_secret', 'client_secret']) form.append(name, 'secret')
  expect(typedValues(form)).toEqual({ from_address: 'hello@acme.test' })
})
