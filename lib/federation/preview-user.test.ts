import { expect, it } from 'vitest'
import { validateOptions } from '@/lib/domain/connections/provider-options'
import { previewUser } from './preview-user'

function preview(claims: Record<string, string>, names = {}) {
  const options = validateOptions('oidc', {
    clientId: 'foyer',
    issuer: 'https://login.acme.test',
    claims: names,
  })
  const shown = Object.entries(claims).map(([name, value]) => ({ name, value }))
  return previewUser({ strategy: 'oidc', options }, shown)
}

it('is the user that the usual claims give, without a problem', () => {
  const picture = 'https://pictures.acme.test/ann.png'
  expect(preview({ email: 'ann@acme.test', name: 'Ann Lee', picture })).toEqual({
    email: 'ann@acme.test',
    name: 'Ann Lee',
    picture,
    problems: [],
  })
})

it('follows the names of the claims, and makes the name from its parts', () => {
  const claims = { upn: 'ann@acme.test', first: 'Ann', family_name: 'Lee', picture: 'http://acme.test/a.png' }
  expect(preview(claims, { email: 'upn', givenName: 'first' })).toEqual({
    email: 'ann@acme.test',
    name: 'Ann Lee',
    picture: null,
    problems: ['The claim “picture” is not the https URL of a picture.'],
  })
})

it('says what is missing: no one signs in without an address, and a name comes from the address', () => {
  expect(preview({ email: 'no address', name: 'Ann Lee' })).toMatchObject({
    email: null,
    name: null,
    problems: ['The claim “email” is not an email address.', 'The provider sent no claim “picture”.'],
  })
  expect(preview({}, { email: 'upn' }).problems[0]).toBe('The provider sent no claim “upn”.')
  expect(preview({ email: 'ann@acme.test' })).toMatchObject({
    name: 'ann',
    problems: [
      'Neither “name” nor “given_name” and “family_name” hold a name, so it is made from the address.',
      'The provider sent no claim “picture”.',
    ],
  })
})

it('takes the subject, where a claim is read from it, as the provider sent it', () => {
  const claims = { sub: 'ann@acme.test', name: 'Ann Lee' }
  expect(preview(claims, { email: 'sub' })).toMatchObject({ email: 'ann@acme.test', name: 'Ann Lee' })
})
