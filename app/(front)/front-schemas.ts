import { z } from 'zod'
import { organizationSlug } from '@/lib/domain/organizations/organization-fields'
import { normalize } from '@/lib/domain/text/normalize'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import { userName } from '@/lib/domain/users/user-fields'
import { textField } from '@/lib/http/text-field'

/** A path of this portal, or null. */
export const returnTo = z
  .unknown()
  .optional()
  .transform((path) => safeReturnTo(path, '') || null)

/** Hidden fields that the sign-in pages pass on. Invalid values are dropped, not rejected. */
export const organization = z.object({
  return_to: returnTo,
  organization: z
    .unknown()
    .optional()
    .transform((slug) => organizationSlug.safeParse(slug).data ?? null),
})

/** The id of an email token. */
export const proof = z.string().max(100)
export const token = z.string().max(100)

/** In a link. A malformed one is treated as an unknown one. */
export const linkSecret = z
  .string()
  .regex(/^\w{1,100}$/)
  .catch('unknown')

/** Spaces and other pasted characters are ignored. */
function sixDigits(source: 'the email' | 'your app') {
  return z
    .string(`Enter the code from ${source}.`)
    .max(100)
    .transform((text) => normalize(text, 'NFKC').replace(/\D/g, ''))
    .pipe(z.string().length(6, `Enter the six digits from ${source}.`))
}

export const code = sixDigits('the email')
export const authenticatorCode = sixDigits('your app')

export const recoveryCode = z
  .string('Enter a recovery code.')
  .max(100, 'That is too long for a recovery code.')
  .transform((text) => normalize(text, 'NFKC').trim())
  .pipe(z.string().min(1, 'Enter a recovery code.'))

export const personName = textField(userName)

/** Only bounds the length: `passwordFor` validates it once the user is known. */
export const newPassword = z.string('Enter a password.').max(10_000, 'That is too long for a password.')
