import type { z } from 'zod'
import { invalid } from '@/lib/errors'

/** @throws DomainError invalid at `field`, with the sentence of the first issue */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown, field: string): T {
  const { data, error } = schema.safeParse(value)
  if (error) throw invalid(field, firstMessage(error))
  return data
}

export function firstMessage(error: z.ZodError): string {
  return error.issues[0]?.message ?? 'Invalid input'
}
