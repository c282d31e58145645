import { z } from 'zod'
import { abortWith } from '../text/parse-input'
import { displayName } from '../text/display-name'
import { fold } from '../text/fold'
import { isWithinBytes } from '../text/normalize'
import { isReservedSlug, SLUG_CHARACTERS_AT_MOST } from './slug'

export const organizationName = displayName({ label: 'An organization’s name', max: 100 })

const TOO_LONG = abortWith(`A slug can have at most ${SLUG_CHARACTERS_AT_MOST} characters.`)

/** The API's rule: 1 to 50 of a–z, 0–9, `-` and `_`, beginning with a letter or digit. Folded first. */
export const organizationSlug = z
  .string()
  .refine((text) => isWithinBytes(text, 1_000), TOO_LONG)
  .transform(fold)
  .refine((slug) => slug !== '', abortWith('Enter a slug.'))
  .refine((slug) => slug.length <= SLUG_CHARACTERS_AT_MOST, TOO_LONG)
  .refine(
    (slug) => /^[a-z0-9_-]*$/.test(slug),
    abortWith('A slug can have only letters from a to z, digits, hyphens and underscores.'),
  )
  .refine((slug) => /^[a-z0-9]/.test(slug), abortWith('A slug must start with a letter or a digit.'))
  // The API accepts a name in place of an id; the prefix tells them apart.
  .refine((slug) => !slug.startsWith('org_'), abortWith('A slug cannot begin with “org_”.'))

/** At least two characters, single inner hyphens or underscores, no reserved word. */
export const selfServiceSlug = organizationSlug
  .refine((slug) => slug.length >= 2, abortWith('A slug needs at least two characters.'))
  .refine(
    (slug) => !/[-_]$|[-_]{2}/.test(slug),
    abortWith('A slug cannot end with a hyphen or an underscore, or have two in a row.'),
  )
  .refine(
    (slug) => !isReservedSlug(slug),
    abortWith('This slug is reserved, or looks like one that is. Choose another.'),
  )
