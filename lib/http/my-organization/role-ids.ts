import { z } from 'zod'
import { adminRole } from '../auth0/example'

export const roleIds = z.strictObject({
  role_ids: z
    .array(z.string().min(1).max(100))
    .min(1)
    .max(10)
    .refine((ids) => new Set(ids).size === ids.length, 'Each once')
    .meta({ example: [adminRole.id] }),
})
