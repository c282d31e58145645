import { z } from 'zod'
import { flagInQuery } from '../auth0/paging'

const level = z.enum(['none', 'readonly', 'limited', 'full'])

/** What an organization’s admins can do with members does not depend on how these sign in. */
export const memberAccessLevel = 'full'

export const connectionQuery = z.object({
  is_enabled: flagInQuery.optional(),
  member_access_level: z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [given].flat().flatMap((text) => text.split(',')))
    .pipe(z.array(level))
    .optional()
    .describe('Levels, separated by commas or repeated. All have full: without it, none is listed.')
    .meta({ example: 'limited,full' }),
})

export function matchesQuery(
  { is_enabled: wanted, member_access_level: levels }: z.output<typeof connectionQuery>,
  { isEnabled }: { isEnabled: boolean },
): boolean {
  const isOfLevel = levels?.includes(memberAccessLevel) ?? true
  return isOfLevel && (wanted === undefined || wanted === isEnabled)
}
