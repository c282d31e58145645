import { z } from 'zod'
import { literal, literalFlag } from './literal'

/** Fixed in Foyer: address and password on one page, passkeys beside them. */
export const prompts = {
  universal_login_experience: 'new',
  identifier_first: false,
  webauthn_platform_first_factor: false,
} as const

export const promptsWithPartials: ReadonlySet<string> = new Set([
  ...['login', 'login-id', 'login-password', 'login-passwordless'],
  ...['signup', 'signup-id', 'signup-password', 'customized-consent', 'passkeys'],
])

export const promptsAnswer = z.strictObject({
  universal_login_experience: z.literal('new'),
  identifier_first: z.literal(false),
  webauthn_platform_first_factor: z.literal(false),
})
export const promptsChange = z.strictObject({
  universal_login_experience: literal('new', 'There is one kind of sign-in pages, the new one.').meta({
    example: 'new',
  }),
  identifier_first: literalFlag(false, 'Address and password are asked for on one page.').nullable(),
  webauthn_platform_first_factor: literalFlag(false, 'Passkeys are a separate sign-in method.').nullable(),
})
