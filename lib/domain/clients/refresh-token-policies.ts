import { z } from 'zod'

const scope = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,280}$/, 'Expected a scope (RFC 6749, 3.3)')

/** Auth0’s multi-resource refresh tokens: the APIs, besides the sign-in’s own, with the scopes for each. */
export const refreshTokenPolicies = z
  .array(z.strictObject({ audience: z.string().min(1).max(600), scope: z.array(scope).max(300) }))
  .max(10)
  .refine(
    (policies) => new Set(policies.map(({ audience }) => audience)).size === policies.length,
    'Two policies are for the same audience',
  )
