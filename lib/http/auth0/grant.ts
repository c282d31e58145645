import { z } from 'zod'
import { pageAnswer, pagingQuery } from './paging'

const { page, per_page, include_totals } = pagingQuery

export const grantsQuery = z.object({
  page,
  per_page,
  include_totals,
  user_id: z.string().max(300).optional(),
  client_id: z.string().max(64).optional(),
  audience: z.string().max(600).optional(),
})

export const grantsToRevoke = z.object({
  user_id: z.string().min(1).max(300).describe('The id of the user.'),
})

/** Foyer’s applications ask for no consent, so every list is empty. */
export const grantsAnswer = pageAnswer(
  'grants',
  z.strictObject({
    id: z.string(),
    clientID: z.string(),
    user_id: z.string(),
    audience: z.string(),
    scope: z.array(z.string()),
    organization_id: z.string().optional(),
  }),
).meta({ example: [] })
