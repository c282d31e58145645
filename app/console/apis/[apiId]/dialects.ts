export const dialects = [
  'access_token',
  'access_token_authz',
  'rfc9068_profile',
  'rfc9068_profile_authz',
] as const

const explanations: Record<(typeof dialects)[number], string> = {
  access_token: 'access_token: scopes only',
  access_token_authz: 'access_token_authz: with permissions',
  rfc9068_profile: 'rfc9068_profile: scopes only, as RFC 9068',
  rfc9068_profile_authz: 'rfc9068_profile_authz: with permissions, as RFC 9068',
}

export const dialectOptions = dialects.map((value) => ({ value, label: explanations[value] }))
