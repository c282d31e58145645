import { z } from 'zod'
import { sql, type Sql } from '@/lib/db/sql'
import { abortWith } from '../text/parse-input'
import { displayName } from '../text/display-name'
import { emailAddress } from '../text/email-address'
import { findHexColor } from './color'

const optional = z.string().nullable().default(null)

export const headline = orNull(displayName({ label: 'Headline', max: 80 }))

export const brandDetails = z.object({
  /** Ids of pictures. */
  darkLogoId: optional,
  iconId: optional,
  headline: optional,
  /** An email address or an https URL. */
  support: optional,
  termsUrl: optional,
  privacyUrl: optional,
})

export type BrandDetails = z.output<typeof brandDetails>

export function brandDetailsOf(value: unknown): BrandDetails {
  return brandDetails.parse(value)
}

export interface OrganizationBrand {
  slug: string
  displayName: string
  logoId: string | null
  primaryColor: string | null
  backgroundColor: string | null
  brandDetails: BrandDetails
}

/** Columns of `organizations o`; brandDetailsOf() parses the last one. */
export const brandColumns: Sql = sql`o.slug, o.display_name AS "displayName", o.logo_id AS "logoId",
  o.primary_color AS "primaryColor", o.background_color AS "backgroundColor", o.brand_details AS "brandDetails"`

/** What an invitation or a join link shows before its holder is a member. */
export interface JoinableOrganization extends OrganizationBrand {
  id: string
  /** Sessions that began earlier are rejected. */
  sessionsFrom: Date | null
}

const longestUrl = 500

export const httpsUrl = orNull(
  z
    .string()
    .refine(
      (text) => text.length <= longestUrl,
      abortWith(`A link can have at most ${longestUrl} characters.`),
    )
    .transform((text, context) => {
      const url = /[\p{Cc}\p{Cf}\s]/u.test(text.trim()) ? null : URL.parse(text.trim())
      const isPlain = url?.protocol === 'https:' && url.username === '' && url.password === ''
      if (isPlain && url.href.length <= longestUrl) return url.href
      context.addIssue('Enter a link that begins with https://, such as https://example.com/terms.')
      return z.NEVER
    }),
)

export const supportAddress = z.string().transform((text, context): string | null => {
  const isUrl = /^\s*https?:/i.test(text)
  const parsed = isUrl ? httpsUrl.safeParse(text) : orNull(emailAddress).safeParse(text)
  if (parsed.success)
    return parsed.data === null || typeof parsed.data === 'string' ? parsed.data : parsed.data.email
  context.addIssue(parsed.error.issues[0]?.message ?? 'Enter an email address or a link.')
  return z.NEVER
})

/** Null for an empty field. */
function orNull<T>(schema: z.ZodType<T, string>): z.ZodType<T | null, string> {
  return z.string().transform((text, context) => {
    if (text.trim() === '') return null
    const parsed = schema.safeParse(text)
    if (parsed.success) return parsed.data
    for (const { message } of parsed.error.issues) context.addIssue(message)
    return z.NEVER
  })
}

/** `#rrggbb` in lower case, or null if the field is empty. */
export const optionalHexColor = z.string().transform((text, context) => {
  if (text.trim() === '') return null
  const color = findHexColor(text)
  if (color === null)
    context.addIssue('Enter a color as # and six digits or letters from a to f, such as #2f5bc2.')
  return color
})
