import { z } from 'zod'
import type { Parsed } from '@/lib/domain/text/parsed'

/** A domain parser as a form field: its sentence stands beside the field. A missing field parses as empty. */
export function parsed<T>(parse: (text: string) => Parsed<T>): z.ZodType<T> {
  return z
    .unknown()
    .optional()
    .transform((value, context) => {
      const outcome = parse(typeof value === 'string' ? value : '')
      if (outcome.ok) return outcome.value
      context.addIssue({ code: 'custom', message: outcome.problem })
      return z.NEVER
    })
}
