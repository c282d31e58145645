import type { z } from 'zod'
import { invalid } from '@/lib/errors'
import { fold } from './fold'

/** @throws DomainError invalid at `field`, with the sentence of the first issue */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown, field: string): T {
  const { data, error } = schema.safeParse(value)
  if (error) throw invalid(field, firstMessage(error))
  return data
}

/** Undefined stays: an unchanged field. @throws DomainError invalid at `field` */
export function parseOptional<T>(schema: z.ZodType<T>, value: unknown, field: string): T | undefined {
  return value === undefined ? undefined : parseInput(schema, value, field)
}

export function firstMessage(error: z.ZodError): string {
  return error.issues[0]?.message ?? 'Invalid input'
}

/** No later rule of the schema runs, so each field gets one sentence. */
export function abortWith(error: string): { error: string; abort: true } {
  return { error, abort: true }
}

/** @param typed undefined for callers who confirm by the id alone. @throws DomainError invalid at `confirmation` */
export function assertConfirmed(name: string, typed: string | undefined): void {
  if (typed === undefined || fold(typed.slice(0, 1000)) === fold(name)) return
  throw invalid('confirmation', `Type ${name} to delete it.`)
}
