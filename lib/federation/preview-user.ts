import { federatedName } from '@/lib/domain/connections/federated-profile'
import type { Provider } from '@/lib/domain/connections/find-provider'
import { profileOf } from './profile-of'
import type { ShownClaim } from './shown-claims'

export interface UserPreview {
  /** Null: no one can sign in so. */
  email: string | null
  name: string | null
  picture: string | null
  /** What is missing or cannot be used, as sentences. */
  problems: string[]
}

/** The user that a first sign-in with these claims would create. */
export function previewUser(
  provider: Pick<Provider, 'strategy' | 'options'>,
  shown: ShownClaim[],
): UserPreview {
  const claims = Object.fromEntries(shown.map(({ name, value }) => [name, value]))
  const profile = profileOf(provider, { sub: 'preview', ...claims })
  const { address = null, name = null, picture = null } = profile ?? {}
  const email = address?.email ?? null
  return {
    email,
    name: email === null ? null : federatedName(name, email),
    picture,
    problems: problemsIn(provider.options.claims, claims, { email, name, picture }),
  }
}

function problemsIn(
  names: Provider['options']['claims'],
  claims: Record<string, string>,
  { email, name, picture }: Omit<UserPreview, 'problems'>,
): string[] {
  const { givenName, familyName } = names
  return [
    ...(email === null ? [unusable(claims, names.email, 'an email address')] : []),
    ...(name === null
      ? [
          `Neither “${names.name}” nor “${givenName}” and “${familyName}” hold a name, so it is made from the address.`,
        ]
      : []),
    ...(picture === null ? [unusable(claims, names.picture, 'the https URL of a picture')] : []),
  ]
}

function unusable(claims: Record<string, string>, claim: string, what: string): string {
  return claims[claim] === undefined
    ? `The provider sent no claim “${claim}”.`
    : `The claim “${claim}” is not ${what}.`
}
