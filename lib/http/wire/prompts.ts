import { z } from 'zod'
import { flag } from './flag'

/** How the sign-in pages ask, which is settled: address and password on one page, passkeys beside them. */
export const prompts = {
  universal_login_experience: 'new',
  identifier_first: false,
  webauthn_platform_first_factor: false,
} as const

const off = z.literal(false, { error: 'Foyer’s sign-in pages do not ask so' })

export const promptsAnswer = z.strictObject({
  universal_login_experience: z.literal('new'),
  identifier_first: z.literal(false),
  webauthn_platform_first_factor: z.literal(false),
})
export const promptsChange = z.strictObject({
  universal_login_experience: z.literal('new').optional(),
  identifier_first: flag.pipe(off).nullable().optional(),
  webauthn_platform_first_factor: flag.pipe(off).nullable().optional(),
})
