import { z } from 'zod'

/** A whole number from zero, as JSON has it or a form. */
export const wholeNumber = z.union([
  z.int().min(0).max(999_999_999),
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
])
