import { expect, it } from 'vitest'
import { typedValues } from './form-state'

it('gives back what was typed, and no secret', () => {
  const form = new FormData()
  form.append('from_address', 'hello@acme.test')
  for (const name of ['password', 'current_password', 'api_key', 'webhook_secret', 'client_secret'])
    form.append(name, 'secret')
  // Named by a header of a log stream.
  form.append('header x-password secret', 'secret')
  form.append('header x-password removed', 'on')
  form.append('without_webhook', 'on')
  form.append('unchanged_secret', '')
  expect(typedValues(form)).toEqual({
    from_address: 'hello@acme.test',
    'header x-password removed': 'on',
    without_webhook: 'on',
    // So the form does not ask for it once more.
    unchanged_secret: '',
  })
})
