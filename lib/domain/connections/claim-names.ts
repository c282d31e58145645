import { z } from 'zod'

/** Which claim has what, by the names of OpenID Connect Core 5.1 unless another is given. */
export const standardClaims = {
  email: 'email',
  name: 'name',
  givenName: 'given_name',
  familyName: 'family_name',
  picture: 'picture',
  emailVerified: 'email_verified',
} as const

export const claimNames = z.object({
  email: z.string(),
  name: z.string(),
  givenName: z.string().default(standardClaims.givenName),
  familyName: z.string().default(standardClaims.familyName),
  picture: z.string(),
  emailVerified: z.string(),
})
