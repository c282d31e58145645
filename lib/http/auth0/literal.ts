import { z } from 'zod'

/** Foyer has one value: accepted, since Auth0’s tools send back what they read; others get this sentence. */
export function literal<const T extends string | number>(value: T, sentence: string) {
  return z.literal(value, { error: sentence }).optional().describe(sentence)
}

export function literalFlag(value: boolean, sentence: string) {
  return z
    .boolean()
    .refine((given) => given === value, sentence)
    .optional()
    .describe(sentence)
}

export const noQuota = z.null({ error: 'Foyer has no token quotas: only null is accepted' }).optional()
