import type { Profile } from '@/lib/domain/connections/federated-profile'
import type { SamlAttributes } from '@/lib/domain/connections/saml-options'
import type { SamlResponse } from '@/lib/domain/connections/saml-responses'
import { emailAddress } from '@/lib/domain/text/email-address'
import { type Claims, pictureUrl } from '../profile-of'

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
const pictures = ['picture']

/** The first one present counts. */
export const usualAttributeNames: Record<keyof SamlAttributes, readonly string[]> = {
  email: emailAttributes,
  name: nameAttributes,
  givenName: givenNames,
  familyName: familyNames,
  picture: pictures,
}

type Named = Pick<SamlResponse, 'nameId' | 'nameIdFormat' | 'attributes'>
type Said = Omit<SamlResponse, 'connectionId' | 'inResponseTo'>

/** Of a checked response, with the session at the provider. */
export function samlProfile(said: Said, names: SamlAttributes): Profile {
  const { nameId, nameIdFormat, nameQualifier, spNameQualifier, sessionIndex, certificate } = said
  const session = { nameId, nameIdFormat, nameQualifier, spNameQualifier, sessionIndex }
  return { ...profileIn(said, names), saml: { session, certificate } }
}

/** The address is an attribute or, without a chosen one, the NameID. */
export function profileIn(
  { nameId, attributes }: Pick<Named, 'nameId' | 'attributes'>,
  names: SamlAttributes,
): Profile {
  const found = firstOf(attributes, chosen(names.email, emailAttributes))
  const typed = found ?? (names.email === '' ? nameId : '')
  return {
    subject: nameId,
    address: emailAddress.safeParse(typed).data ?? null,
    emailVerified: null,
    isOwnAddress: false,
    name: nameIn(attributes, names),
    picture: pictureUrl(firstOf(attributes, chosen(names.picture, pictures))),
    amr: [],
  }
}

/** The usual attributes are read where the setting is empty. */
function chosen(name: string, usual: readonly string[]): readonly string[] {
  return name === '' ? usual : [name]
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

function nameIn(attributes: SamlResponse['attributes'], names: SamlAttributes): string | null {
  const parts = [
    firstOf(attributes, chosen(names.givenName, givenNames)),
    firstOf(attributes, chosen(names.familyName, familyNames)),
  ]
  const joined = parts.filter((part) => part !== null).join(' ')
  return firstOf(attributes, chosen(names.name, nameAttributes)) ?? (joined || null)
}

function firstOf(attributes: SamlResponse['attributes'], names: readonly string[]): string | null {
  for (const name of names) {
    const [value] = attributes[name] ?? []
    if (value !== undefined) return value
  }
  return null
}
