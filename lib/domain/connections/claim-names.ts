/** Which claim has what, by the names of OpenID Connect Core 5.1 unless another is given. */
export const standardClaims = {
  email: 'email',
  name: 'name',
  givenName: 'given_name',
  familyName: 'family_name',
  picture: 'picture',
  emailVerified: 'email_verified',
} as const
