import { z } from 'zod'
import { textField } from '@/lib/http/text-field'

/** Empty is null. */
export const optionalText = textField(
  z
    .string()
    .max(2000, 'This can have at most 2,000 characters.')
    .transform((text) => text.trim() || null),
)

/** As typed, since spaces may be part of it. Empty is null. */
export const optionalSecret = textField(
  z
    .string()
    .max(2000, 'This can have at most 2,000 characters.')
    .transform((text) => text || null),
)

const digits = z
  .string()
  .trim()
  .regex(/^\d{1,9}$/, 'Enter a whole number.')
  .transform(Number)

export const wholeNumber = textField(digits)

/** Empty is null. */
export const optionalNumber = textField(z.union([z.literal('').transform(() => null), digits]))
