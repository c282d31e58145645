import type { z } from 'zod'
import { DomainError } from '@/lib/errors'

/**
 * Parses the input of a verb.
 * @throws DomainError invalid at `field`, with the sentence of the first issue
 */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown, field: string): T {
  const { data, error } = schema.safeParse(value)
  if (error) throw new DomainError('invalid', firstMessage(error), { field })
  return data
}

/** The sentence of the first issue, which can be shown next to the field. */
export function firstMessage(error: z.ZodError): string {
  return error.issues[0]?.message ?? 'Invalid input'
}
