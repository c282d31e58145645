import { z } from 'zod'

export const flagInQuery = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .meta({ inQuery: { type: 'boolean' } })
