import { z } from 'zod'

/** Auth0’s limit of tokens, as null alone. */
export const noQuota = z.null({ error: 'Foyer has no token quotas: only null is accepted' }).optional()
