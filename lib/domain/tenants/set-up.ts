import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { isUniqueViolation } from '@/lib/db/request-context'
import { emailDelivery } from '@/lib/email/mailbox'
import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import { isLoopback } from '../connections/provider-url'
import { setupCodeOf } from '../crypto/derive'
import { passwordFor } from '../crypto/new-password'
import { hashPassword } from '../crypto/password'
import { displayName } from '../text/display-name'
import { emailAddress } from '../text/email-address'
import { createTenant } from './create-tenant'
import { listTenants } from './list-tenants'

/** Of the first tenant: two setups at once then make one. */
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

/** The fields of the page. Without a password, where email is sent, the operator signs in by email. */
export const setupInput = z
  .object({
    code: z.string().refine(isSetupCode, 'This is not the code that the terminal shows.'),
    name: displayName({ label: 'Name', max: 80 }),
    url,
    operator: displayName({ label: 'Your name', max: 200 }),
    email: emailAddress,
    password: z.string().max(2_000),
  })
  .superRefine(({ password, email, operator }, context) => {
    if (password === '' && emailDelivery() === 'resend') return
    const { error } = passwordFor({ email: email.email, name: operator }).safeParse(password)
    if (error)
      context.addIssue({ code: 'custom', path: ['password'], message: error.issues[0]?.message ?? '' })
  })

/** Printed where Foyer starts while there is no tenant; every process knows it. */
export function setupCode(): string {
  return setupCodeOf(env().secret)
}

/** The first tenant with its first operator. @throws DomainError conflict if there is a tenant */
export async function setUp(input: z.output<typeof setupInput>): Promise<{ url: string }> {
  if ((await listTenants()).length > 0) throw alreadySetUp()
  const { name, email: address, operator, password } = input
  const passwordHash = password === '' ? undefined : await hashPassword(password)
  const tenant = { id: tenantId, name, url: input.url, operator: { address, name: operator, passwordHash } }
  await createTenant(tenant).catch((error: unknown) => {
    throw isUniqueViolation(error) ? alreadySetUp() : error
  })
  return { url: input.url }
}

function alreadySetUp(): DomainError {
  return new DomainError('conflict', 'Foyer is already set up.')
}

function isSetupCode(given: string): boolean {
  const [ours, theirs] = [setupCode(), given.trim()].map((text) => Buffer.from(text))
  return ours !== undefined && theirs?.length === ours.length && timingSafeEqual(ours, theirs)
}

function isThisMachine(hostname: string): boolean {
  const name = hostname.replace(/^\[|\]$/g, '')
  return name === 'localhost' || name.endsWith('.localhost') || isLoopback(name)
}
