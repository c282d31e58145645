import type { z } from 'zod'
import { firstMessage } from './parse-input'

/** What a parser answers: the value, or one sentence that says what is wrong, fit to stand beside the field. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: string }

export function accepted<T>(value: T): Parsed<T> {
  return { ok: true, value }
}

export function refused(problem: string): { ok: false; problem: string } {
  return { ok: false, problem }
}

/** The sentence of the first rule that the value breaks, or undefined. */
export function firstBroken<T>(rules: readonly Rule<T>[], value: T): string | undefined {
  return rules.find((rule) => rule.breaks(value))?.sentence
}

export interface Rule<T> {
  breaks: (value: T) => boolean
  sentence: string
}

export function asParsed<T>(schema: z.ZodType<T>, text: string): Parsed<T> {
  const { data, error } = schema.safeParse(text)
  return error ? refused(firstMessage(error)) : accepted(data)
}
