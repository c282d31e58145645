import { federatedName } from '@/lib/domain/connections/federated-profile'
import type { SamlAttributes } from '@/lib/domain/connections/saml-options'
import type { UserPreview } from '../preview-user'
import type { ShownClaim } from '../shown-claims'
import { profileIn } from './saml-profile'

/** The user that a first sign-in with these attributes would create. */
export function previewSamlUser(names: SamlAttributes, shown: readonly ShownClaim[]): UserPreview {
  const attributes = Object.fromEntries(shown.map(({ name, value }) => [name, valuesIn(value)]))
  const [nameId = ''] = attributes['NameID'] ?? []
  const { address, name, picture } = profileIn({ nameId, attributes }, names)
  const email = address?.email ?? null
  return {
    email,
    name: email === null ? null : federatedName(name, email),
    picture,
    problems: [
      ...(email === null ? [missing(attributes, names.email, 'an email address')] : []),
      ...(name === null ? ['No attribute holds a name, so it is made from the address.'] : []),
      ...(picture === null && names.picture !== ''
        ? [missing(attributes, names.picture, 'the https URL of a picture')]
        : []),
    ],
  }
}

/** Several values are shown as a list. */
function valuesIn(shown: string): string[] {
  if (!shown.startsWith('["')) return [shown]
  try {
    const list: unknown = JSON.parse(shown)
    return Array.isArray(list) ? list.filter((value) => typeof value === 'string') : [shown]
  } catch {
    return [shown]
  }
}

function missing(attributes: Record<string, string[]>, name: string, what: string): string {
  if (name === '') return 'No usual attribute holds an email address, and the NameID is none.'
  return attributes[name] === undefined
    ? `The provider sent no attribute “${name}”.`
    : `The attribute “${name}” is not ${what}.`
}
