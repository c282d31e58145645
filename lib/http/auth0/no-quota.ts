import { z } from 'zod'

export const noQuota = z.null({ error: 'Foyer has no quotas of tokens: only null is taken' }).optional()
