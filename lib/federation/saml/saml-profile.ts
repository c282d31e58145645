import type { Profile } from '@/lib/domain/connections/federated-profile'
import type { SamlResponse } from '@/lib/domain/connections/saml-responses'
import { emailAddress } from '@/lib/domain/text/email-address'
import type { Claims } from '../profile-of'

const ws = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'

/** As Okta, Entra, Google, Keycloak, ADFS and Shibboleth name them. */
export const emailAttributes = [
  'email',
  'mail',
  'emailaddress',
  'emailAddress',
  `${ws}/emailaddress`,
  'urn:oid:0.9.2342.19200300.100.1.3',
] as const
const nameAttributes = [
  'name',
  'displayName',
  'http://schemas.microsoft.com/identity/claims/displayname',
  'urn:oid:2.16.840.1.113730.3.1.241',
]
const givenNames = ['firstName', 'givenName', 'given_name', `${ws}/givenname`, 'urn:oid:2.5.4.42']
const familyNames = ['lastName', 'surname', 'family_name', 'sn', `${ws}/surname`, 'urn:oid:2.5.4.4']

type Named = Pick<SamlResponse, 'nameId' | 'nameIdFormat' | 'attributes'>

/** The address is an attribute or, without one, the NameID. */
export function samlProfile({ nameId, attributes }: Named): Profile {
  const typed = firstOf(attributes, emailAttributes) ?? nameId
  return {
    subject: nameId,
    address: emailAddress.safeParse(typed).data ?? null,
    emailVerified: null,
    isOwnAddress: false,
    name: nameIn(attributes),
    picture: null,
    amr: [],
  }
}

/** For the person who tests it. */
export function samlClaims({ nameId, nameIdFormat, attributes }: Named): Claims {
  const values = Object.entries(attributes).map(([name, list]): [string, unknown] => [
    name,
    list.length === 1 ? list[0] : list,
  ])
  return {
    NameID: nameId,
    ...(nameIdFormat === null ? {} : { 'NameID format': nameIdFormat }),
    ...Object.fromEntries<unknown>(values),
  }
}

function nameIn(attributes: SamlResponse['attributes']): string | null {
  const parts = [firstOf(attributes, givenNames), firstOf(attributes, familyNames)]
  const joined = parts.filter((part) => part !== null).join(' ')
  return firstOf(attributes, nameAttributes) ?? (joined || null)
}

function firstOf(attributes: SamlResponse['attributes'], names: readonly string[]): string | null {
  for (const name of names) {
    const [value] = attributes[name] ?? []
    if (value !== undefined) return value
  }
  return null
}
