import { z } from 'zod'
import { normalize } from '@/lib/domain/text/normalize'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import { parseName } from '@/lib/domain/text/parse-name'
import { parsed } from '@/lib/http/parsed'
import { parseSlug } from '@/lib/domain/organizations/slug'

/** Hidden fields that the sign-in pages pass on. Invalid values are dropped, not rejected. */
export const organization = z.object({
  return_to: z
    .unknown()
    .optional()
    .transform((path) => safeReturnTo(path, '') || null),
  organization: z
    .unknown()
    .optional()
    .transform((slug) => slugOrNone(slug)),
})

export const token = z.string().max(100)

/** Six digits, however they were pasted. */
export const code = z
  .string('Enter the code from the email.')
  .max(100)
  .transform((text) => normalize(text, 'NFKC').replace(/\D/g, ''))
  .pipe(z.string().length(6, 'Enter the six digits from the email.'))

export const personName = parsed((text) => parseName(text, { label: 'Name', max: 100 }))

/** The password rules are checked where the user is known. */
export const newPassword = z.string('Enter a password.').max(10_000, 'That is too long for a password.')

function slugOrNone(text: unknown): string | null {
  const slug = parseSlug(typeof text === 'string' ? text : '')
  return slug.ok ? slug.value : null
}
