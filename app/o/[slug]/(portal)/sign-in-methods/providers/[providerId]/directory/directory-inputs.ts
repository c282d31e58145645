import { z } from 'zod'
import { several } from '@/lib/http/action'

const id = z.string().max(100).default('')

export const idInput = z.object({ id })

/** In seconds. An empty one works until it is revoked. */
const lifetime = z
  .enum(['', '30', '90', '365'], 'Choose how long the token works.')
  .default('')
  .transform((value) => (value === '' ? null : Number(value) * 24 * 60 * 60))

export const tokenInput = z.object({ id, days: lifetime })

export const revocationInput = z.object({ id, token_id: id })

export const mappingInput = z.object({
  id,
  group_id: id,
  roles: several(z.string().max(100)).transform((ids) => [...new Set(ids)]),
})
