import { z } from 'zod'
import { parseInput } from '../text/parse-input'
import { emailAddress, type EmailAddress } from '../text/email-address'
import { fold } from '../text/fold'

function text(most: number) {
  return z.string().trim().min(1).max(most)
}

const email = z.object({
  value: text(254),
  type: z.string().max(50).optional(),
  primary: z.boolean().optional(),
})

/** What a directory says about a user, in SCIM’s names (RFC 7643, section 4.1). Other attributes are not stored. */
export const directoryUserInput = z.object({
  userName: text(254),
  externalId: text(254).nullish(),
  active: z.boolean().default(true),
  displayName: text(200).nullish(),
  name: z
    .object({
      formatted: z.string().max(200).nullish(),
      givenName: z.string().max(100).nullish(),
      familyName: z.string().max(100).nullish(),
    })
    .nullish(),
  emails: z.array(email).max(10).nullish(),
})
export type DirectoryUserInput = z.infer<typeof directoryUserInput>

/** As stored: without what has a column of its own. */
export const userAttributes = directoryUserInput.pick({ displayName: true, name: true, emails: true })
export type UserAttributes = z.infer<typeof userAttributes>

/** The primary one, otherwise the first, otherwise the user name. @throws DomainError invalid at `emails` */
export function addressOf({ emails, userName }: DirectoryUserInput): EmailAddress {
  const primary = emails?.find((one) => one.primary === true) ?? emails?.[0]
  return parseInput(emailAddress, primary?.value ?? userName, 'emails')
}

/** The first that is there; it may not be a valid name. */
export function nameOf({ displayName, name, userName }: DirectoryUserInput): string {
  const parts = [name?.givenName, name?.familyName].filter(Boolean).join(' ')
  return [displayName, name?.formatted, parts].find(Boolean) ?? userName.replace(/@.*$/, '')
}

/** As the responses to the directory repeat it. */
export function directoryUserOf(input: DirectoryUserInput, { folded: emailFolded }: EmailAddress) {
  const { userName, externalId = null } = input
  return { userName, externalId, emailFolded, attributes: attributesOf(input) }
}

export function columnsOf(input: DirectoryUserInput, address: EmailAddress) {
  const { attributes, ...columns } = directoryUserOf(input, address)
  return {
    ...columns,
    userNameFolded: fold(input.userName),
    attributes: attributes as Record<string, never>,
  }
}

function attributesOf(input: DirectoryUserInput): UserAttributes {
  const parsed = userAttributes.parse(input)
  return JSON.parse(JSON.stringify(parsed, (_, value: unknown) => value ?? undefined)) as UserAttributes
}
