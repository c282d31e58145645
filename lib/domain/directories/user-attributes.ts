import { z } from 'zod'
import { parseInput } from '../text/parse-input'
import { emailAddress, type EmailAddress } from '../text/email-address'
import { fold } from '../text/fold'

function text(most: number) {
  return z.string().trim().min(1).max(most)
}

function said(most: number) {
  return z.string().max(most).nullish()
}

function texts<const Names extends readonly string[]>(names: Names, most: number) {
  return Object.fromEntries(names.map((name) => [name, said(most)])) as Record<
    Names[number],
    ReturnType<typeof said>
  >
}

const ofList = { type: z.string().max(50).optional(), primary: z.boolean().optional() }
const email = z.object({ value: text(254), display: said(200), ...ofList })
const phoneNumber = z.object({ value: text(100), display: said(200), ...ofList })
const address = z.object({
  ...texts(['formatted', 'streetAddress'], 500),
  ...texts(['locality', 'region', 'postalCode', 'country'], 200),
  ...ofList,
})

const name = z.object({
  formatted: said(200),
  ...texts(['givenName', 'middleName', 'familyName', 'honorificPrefix', 'honorificSuffix'], 100),
})

/** RFC 7643, section 4.3. */
const enterprise = z.object({
  ...texts(['employeeNumber', 'costCenter', 'organization', 'division', 'department'], 200),
  manager: z.object({ value: said(254), $ref: said(500), displayName: said(200) }).nullish(),
})

/** What a directory says about a user, in SCIM’s names (RFC 7643, section 4.1). */
export const directoryUserInput = z.object({
  userName: text(254),
  externalId: text(254).nullish(),
  active: z.boolean().default(true),
  displayName: text(200).nullish(),
  name: name.nullish(),
  emails: z.array(email).max(10).nullish(),
  phoneNumbers: z.array(phoneNumber).max(10).nullish(),
  addresses: z.array(address).max(5).nullish(),
  profileUrl: said(500),
  ...texts(['nickName', 'title', 'userType', 'preferredLanguage', 'locale', 'timezone'], 200),
  enterprise: enterprise.nullish(),
})
export type DirectoryUserInput = z.infer<typeof directoryUserInput>

/** As stored: without what has a column of its own. */
export const userAttributes = directoryUserInput.omit({ userName: true, externalId: true, active: true })
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

/** An empty list or object says as much as none (RFC 7643, section 2.5). */
function attributesOf(input: DirectoryUserInput): UserAttributes {
  const parsed = userAttributes.parse(input)
  const text = JSON.stringify(parsed, (key, value: unknown) => (key === '' ? value : withoutEmpty(value)))
  return JSON.parse(text) as UserAttributes
}

function withoutEmpty(value: unknown): unknown {
  if (typeof value !== 'object') return value
  return value === null || !Object.values(value).some((inner) => inner !== undefined) ? undefined : value
}
