import { z } from 'zod'

/** A missing field parses as empty. */
export function textField<T>(schema: z.ZodType<T, string>): z.ZodType<T> {
  return z
    .unknown()
    .optional()
    .transform((value) => (typeof value === 'string' ? value : ''))
    .pipe(schema)
}
