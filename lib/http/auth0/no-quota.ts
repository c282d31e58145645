import { z } from 'zod'

export const noQuota = z.null({ error: 'Foyer has no token quotas: only null is accepted' }).optional()
