import { z } from 'zod'
import { flag } from './flag'

/**
 * A property for which Foyer has one value: accepted, since Auth0’s tools send back what they were given, and refused
 * with this sentence where it says something else.
 */
export function only<const T extends string | number>(value: T, sentence: string) {
  return z.literal(value, { error: sentence }).optional().describe(sentence)
}

/** The same for true or false, as JSON has it or a form. */
export function onlyFlag(value: boolean, sentence: string) {
  return flag
    .refine((given) => given === value, sentence)
    .optional()
    .describe(sentence)
}
