import { expect, it } from 'vitest'
import { usualAttributes } from '@/lib/domain/connections/saml-options'
import { shownClaims } from '../shown-claims'
import { previewSamlUser } from './preview-saml-user'
import { profileIn, samlClaims } from './saml-profile'

const ws = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'
const response = {
  nameId: 'ann@acme.test',
  nameIdFormat: null,
  attributes: {
    [`${ws}/emailaddress`]: ['ann@work.test', 'other@work.test'],
    upn: ['ann@upn.test'],
    displayName: ['Ann Archer'],
    cn: ['Annie'],
    photo: ['https://acme.test/ann.png'],
    bad: ['javascript:alert(1)'],
  },
}
const shown = shownClaims(samlClaims(response))

function names(changed: Partial<typeof usualAttributes>) {
  return { ...usualAttributes, ...changed }
}

it('shows the account that the usual attributes or the chosen ones make, as a sign-in would', () => {
  const usual = previewSamlUser(usualAttributes, shown)
  expect(usual).toEqual({ email: 'ann@work.test', name: 'Ann Archer', picture: null, problems: [] })
  const own = names({ email: 'upn', name: 'cn', picture: 'photo' })
  const preview = previewSamlUser(own, shown)
  expect(preview).toEqual({
    email: 'ann@upn.test',
    name: 'Annie',
    picture: 'https://acme.test/ann.png',
    problems: [],
  })
  expect(profileIn(response, own)).toMatchObject({ address: { email: 'ann@upn.test' }, name: 'Annie' })
})

it('says what is missing; a chosen attribute is never replaced by another one or the NameID', () => {
  const absent = previewSamlUser(names({ email: 'mail2', picture: 'bad' }), shown)
  expect(absent).toMatchObject({ email: null, picture: null })
  expect(absent.problems).toEqual([
    'The provider sent no attribute “mail2”.',
    'The attribute “bad” is not the https URL of a picture.',
  ])
  expect(profileIn(response, names({ email: 'mail2' })).address).toBeNull()
  const bare = { nameId: 'ann', attributes: {} }
  expect(profileIn({ ...bare, nameId: 'ann@acme.test' }, usualAttributes).address?.email).toBe(
    'ann@acme.test',
  )
  expect(previewSamlUser(usualAttributes, [{ name: 'NameID', value: 'ann' }]).problems).toContain(
    'No usual attribute holds an email address, and the NameID is none.',
  )
})
