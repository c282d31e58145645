import { z } from 'zod'
import type { Parsed } from '@/lib/domain/text/parsed'

/** A text that a domain parser judges, and says in a sentence what is wrong with. */
export function fromParser<T>(parse: (text: string) => Parsed<T>) {
  return z.string().transform((text, context): T => {
    const outcome = parse(text)
    if (outcome.ok) return outcome.value
    context.addIssue({ code: 'custom', message: outcome.problem })
    return z.NEVER
  })
}
