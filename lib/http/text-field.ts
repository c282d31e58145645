import { z } from 'zod'

/** A malformed id is treated as unknown. */
export const idField = z
  .string()
  .regex(/^\w{1,100}$/)
  .catch('unknown')

/** A missing field parses as empty. */
export function textField<T>(schema: z.ZodType<T, string>): z.ZodType<T> {
  return z
    .unknown()
    .optional()
    .transform((value) => (typeof value === 'string' ? value : ''))
    .pipe(schema)
}
