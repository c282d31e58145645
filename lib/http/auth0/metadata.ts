import { z } from 'zod'

const most = 25
const longest = 255

/** null removes all. */
export const metadata = z
  .record(
    z.string().regex(/^[A-Za-z0-9_-]{1,255}$/, 'Expected letters, digits, _ and -, 255 at most'),
    z.string().max(longest),
  )
  .refine((given) => Object.keys(given).length <= most, `Expected ${most} properties at most`)
  .nullable()
  .transform((given) => given ?? {})
  .meta({ description: 'Replaces all stored metadata.', example: { device: 'phone' } })

export const metadataAnswer = z.record(z.string(), z.string()).meta({ example: { device: 'phone' } })
