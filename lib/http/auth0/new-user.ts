import { z } from 'zod'
import type { UserChange } from '@/lib/domain/users/change-user'
import type { UserInput } from '@/lib/domain/users/create-user'
import { DomainError } from '@/lib/errors'
import { emailAddress } from './formats'
import { ann } from './example'
import { ApiProblem, insufficientScope } from './problem'
import { requestShape } from './properties'
import { decodeUser, userProperties } from './user'

const { account, profile, published } = userProperties
const { password, verify_email, ...shape } = requestShape(account)
const metadata = z.record(z.string(), z.unknown())

export const newUser = z.strictObject({
  connection: z
    .string()
    .min(1)
    .describe('The name of the connection that the user signs in with: a password or an email connection.')
    .meta({ example: 'password' }),
  email: emailAddress
    .describe('An email address that no other user has, in any spelling.')
    .meta({ example: ann.email }),
  password: password.describe('At least ten characters, and not a common password.'),
  user_id: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'Expected at most 255 letters, digits and signs without spaces')
    .optional()
    .describe('The part of the user’s id after `auth0|`.'),
  email_verified: z.boolean().default(false).describe('Whether you have verified the address.'),
  verify_email: z
    .boolean()
    .default(true)
    .describe('Whether the user is emailed a link to verify the address, if you have not verified it.'),
  blocked: z.boolean().default(false),
  name: shape.name.describe('Defaults to the email address.').meta({ example: ann.name }),
  ...requestShape(profile),
  ...requestShape(published),
  user_metadata: metadata.optional(),
  app_metadata: metadata.optional(),
})

export function userInput(body: z.output<typeof newUser>): UserInput {
  const { email: address, user_id: id, email_verified: isEmailVerified } = body
  return {
    ...decodeUser(body),
    ...(id === undefined ? {} : { id: `auth0|${id}` }),
    connection: body.connection,
    address,
    name: body.name ?? address.email,
    isEmailVerified,
    emailsLink: body.verify_email && !isEmailVerified,
  }
}

const { nickname, given_name, family_name, picture } = requestShape(profile)

export const userChange = z
  .strictObject({
    ...shape,
    password,
    verify_email,
    nickname: nickname.nullable(),
    given_name: given_name.nullable(),
    family_name: family_name.nullable(),
    picture: picture.nullable(),
    ...requestShape(published),
  })
  .refine((body) => Object.keys(body).length > 0, 'Expected at least one property')

export function userChangeInput(userId: string, body: z.output<typeof userChange>): UserChange {
  return { ...decodeUser(body), userId }
}

/** Auth0’s status for this conflict differs between operations. */
export function userTaken(status: number): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
    throw new ApiProblem(status, error.message, { errorCode: 'auth0_idp_error' })
  }
}

/** For a token without further scopes. @throws ApiProblem 403 */
export function appMetadataAlone({ app_metadata: metadata, ...others }: z.output<typeof userChange>) {
  if (metadata === undefined || Object.values(others).some((value) => value !== undefined))
    throw insufficientScope(['update:users'])
  return metadata
}
