import { z } from 'zod'

/**
 * A property for which Foyer has one value: accepted, since Auth0’s tools send back what they were given, and refused
 * with this sentence where it says something else.
 */
export function literal<const T extends string | number>(value: T, sentence: string) {
  return z.literal(value, { error: sentence }).optional().describe(sentence)
}

/** The same for true or false. */
export function literalFlag(value: boolean, sentence: string) {
  return z
    .boolean()
    .refine((given) => given === value, sentence)
    .optional()
    .describe(sentence)
}
