import { z } from 'zod'

/** True or false, as a query says it. */
export const flagInQuery = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .meta({ inQuery: { type: 'boolean' } })
