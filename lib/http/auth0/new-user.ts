import { z } from 'zod'
import { displayName } from '@/lib/domain/text/display-name'
import type { UserChange } from '@/lib/domain/users/change-user'
import type { UserInput } from '@/lib/domain/users/create-user'
import { DomainError } from '@/lib/errors'
import { emailAddress } from './email-address'
import { ann } from './example'
import { ApiProblem, insufficientScope } from './problem'

const address = emailAddress
  .describe('An email address that no other user has, in any spelling.')
  .meta({ example: ann.email })
const metadata = z.record(z.string(), z.unknown())

const picture = z
  .url({ protocol: /^https$/, error: 'Expected an https URL' })
  .max(2000)
  .describe('The https URL of a picture.')

const name = displayName({ label: 'Name', max: 300 })
const nickname = displayName({ label: 'Nickname', max: 300 })
const givenName = displayName({ label: 'Given name', max: 150 })
const familyName = displayName({ label: 'Family name', max: 150 })
const password = z.string().describe('At least ten characters, and not a common password.')

export const newUser = z.strictObject({
  connection: z
    .string()
    .min(1)
    .describe('The name of the connection that the user signs in with: a password or an email connection.')
    .meta({ example: 'password' }),
  email: address,
  password: password.optional(),
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
  name: name.optional().describe('Defaults to the email address.').meta({ example: ann.name }),
  nickname: nickname.optional(),
  given_name: givenName.optional(),
  family_name: familyName.optional(),
  picture: picture.optional(),
  user_metadata: metadata.optional(),
  app_metadata: metadata.optional(),
})

export function userInput(body: z.output<typeof newUser>): UserInput {
  const { email, user_id: id, email_verified: isProven, verify_email: isAsked } = body
  return {
    connection: body.connection,
    ...(id === undefined ? {} : { id: `auth0|${id}` }),
    address: email,
    name: body.name ?? email.email,
    password: body.password,
    nickname: body.nickname,
    givenName: body.given_name,
    familyName: body.family_name,
    picture: body.picture,
    isProven,
    isBlocked: body.blocked,
    isAsked: isAsked && !isProven,
    appMetadata: body.app_metadata,
    userMetadata: body.user_metadata,
  }
}

export const userChange = z
  .strictObject({
    connection: z
      .string()
      .min(1)
      .optional()
      .describe('The name of one of the user’s connections. Some tools send it with an email or a password.'),
    client_id: z
      .string()
      .max(64)
      .optional()
      .describe('Accepted because some tools send it with an email address; it does not change the email.'),
    email: address
      .optional()
      .describe('A new address is not verified, unless `email_verified` is sent with it.'),
    password: password.optional().describe('Ends all of the user’s sessions.'),
    email_verified: z.boolean().optional(),
    verify_email: z
      .boolean()
      .optional()
      .describe('Emails the user a link to verify the address, if it is not verified.'),
    blocked: z.boolean().optional().describe('Ends all of the user’s sessions when true.'),
    name: name.optional().meta({ example: ann.name }),
    nickname: nickname.nullable().optional(),
    given_name: givenName.nullable().optional(),
    family_name: familyName.nullable().optional(),
    picture: picture.nullable().optional(),
    user_metadata: metadata
      .optional()
      .describe('Merged at the top level: null removes a key, an empty object removes all.'),
    app_metadata: metadata.optional().describe('Merged as user_metadata is.'),
  })
  .refine((body) => Object.keys(body).length > 0, 'Expected at least one property')

export function userChangeInput(userId: string, body: z.output<typeof userChange>): UserChange {
  return {
    userId,
    connection: body.connection,
    address: body.email,
    password: body.password,
    name: body.name,
    isProven: body.email_verified,
    isAsked: body.verify_email,
    isBlocked: body.blocked,
    nickname: body.nickname,
    givenName: body.given_name,
    familyName: body.family_name,
    picture: body.picture,
    appMetadata: body.app_metadata,
    userMetadata: body.user_metadata,
  }
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
