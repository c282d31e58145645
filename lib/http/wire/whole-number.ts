import { z } from 'zod'

/** A whole number in a body, as JSON has it or a form. */
export function wholeNumber({ min, max }: { min: number; max: number }) {
  const digits = z.string().regex(/^\d{1,12}$/, 'Expected a whole number')
  return z.union([z.int(), digits.transform(Number)]).pipe(z.int().min(min).max(max))
}
