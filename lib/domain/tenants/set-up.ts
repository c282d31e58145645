import { isIP } from 'node:net'
import { z } from 'zod'
import { isUniqueViolation } from '@/lib/db/request-context'
import { hasEmailProvider } from '@/lib/email/mailbox'
import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import { isLoopback } from '../connections/provider-url'
import { setupCodeOf } from '../crypto/derive'
import { timingSafeEqualText } from '../crypto/digest'
import { validateNewPassword } from '../crypto/new-password'
import { hashPassword } from '../crypto/password'
import { displayName } from '../text/display-name'
import { emailAddress } from '../text/email-address'
import { createTenant } from './create-tenant'
import { listTenants } from './list-tenants'

/** Of the first tenant: of two setups at once, one is refused. */
const tenantId = 'main'

const badUrl = 'Enter a URL without a path, such as https://login.example.com.'

const url = z
  .string()
  .max(300, badUrl)
  .regex(/^https?:\/\/[^/?#@\s]+\/?$/, badUrl)
  .refine((text) => URL.canParse(text), badUrl)
  .transform((text) => new URL(text))
  .refine(
    ({ protocol, hostname }) => protocol === 'https:' || isThisMachine(hostname),
    'Use https://, unless it is this machine.',
  )
  .transform(({ origin }) => origin)

const withoutEmail =
  'Choose a password: Foyer has neither RESEND_API_KEY nor SMTP_URL, so no sign-in email would reach you if you created no passkey.'

/** The fields of the page. Where no email is sent, a password is the only way in that cannot be missed. */
export const setupInput = z
  .object({
    code: z.string().refine(isSetupCode, 'This is not the code that the terminal shows.'),
    name: displayName({ label: 'Name', max: 80 }),
    url,
    operator: displayName({ label: 'Your name', max: 200 }),
    email: emailAddress,
    sign_in: z.enum(['password', 'passkey'], 'Choose a password or a passkey.'),
    password: z.string().max(2_000),
  })
  .superRefine(async ({ sign_in: way, password, email, operator, url }, context) => {
    const addIssue = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    if (way === 'passkey') {
      if (!mayChoosePasskey()) addIssue('sign_in', withoutEmail)
      if (isAddress(new URL(url).hostname))
        addIssue('url', 'A passkey needs a name, such as localhost, not an IP address.')
      return
    }
    if (password === '' && hasEmailProvider()) return
    const problem = await validateNewPassword({ email: email.email, name: operator }, password)
    if (problem !== null) addIssue('password', problem)
  })

/** A passkey that was not created leaves only the sign-in by email. */
export function mayChoosePasskey(): boolean {
  return hasEmailProvider()
}

/** Printed where Foyer starts while there is no tenant; every process accepts it. */
export function setupCode(): string {
  return setupCodeOf(env().secret)
}

export interface SetUpResult {
  url: string
  /** Of a sign-in link that leads to a new passkey; null for operators who chose a password. */
  signInToken: string | null
}

const newPasskeyPath = '/account/passkey/new?return_to=%2Fconsole'

/** Where the first operator, who has just signed in, creates a passkey, where one can be, and then opens the console. */
export function firstSignInPath(url: string): string {
  return isAddress(new URL(url).hostname) ? '/console' : newPasskeyPath
}

/** The first tenant with its first operator. @throws DomainError conflict if there is a tenant */
export async function setUp(input: z.output<typeof setupInput>): Promise<SetUpResult> {
  if ((await listTenants()).length > 0) throw alreadySetUp()
  const { name, email: address, operator, password, url } = input
  const way =
    input.sign_in === 'passkey'
      ? { signInLinkTo: firstSignInPath(url) }
      : { passwordHash: password === '' ? undefined : await hashPassword(password) }
  const tenant = { id: tenantId, name, url, operator: { address, name: operator, ...way } }
  const { signInToken } = await createTenant(tenant).catch((error: unknown) => {
    throw isUniqueViolation(error) ? alreadySetUp() : error
  })
  return { url, signInToken }
}

function alreadySetUp(): DomainError {
  return new DomainError('conflict', 'Foyer is already set up.')
}

function isSetupCode(given: string): boolean {
  return env().acceptedSecrets.some((secret) => timingSafeEqualText(setupCodeOf(secret), given.trim()))
}

/** Browsers create no passkey for an IP address. */
function isAddress(hostname: string): boolean {
  return isIP(hostname.replace(/^\[|\]$/g, '')) !== 0
}

function isThisMachine(hostname: string): boolean {
  const name = hostname.replace(/^\[|\]$/g, '')
  return name === 'localhost' || name.endsWith('.localhost') || isLoopback(name)
}
