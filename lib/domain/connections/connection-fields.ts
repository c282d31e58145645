import { z } from 'zod'
import { field, type Values } from '../fields'
import { displayName } from '../text/display-name'
import { abortWith, parseInput } from '../text/parse-input'

export const connectionName = z
  .string()
  .max(128, abortWith('Name can have at most 128 characters.'))
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/i,
    'Name can have only letters, digits and single hyphens, such as acme-okta.',
  )

export const connectionDisplayName = displayName({ label: 'Display name', max: 128 })

/**
 * What every connection has; what only one with a provider has is in provider-options.ts. To add a setting, add its column
 * (migration and schema.prisma) and a line here with `published`; one that the Management API names or shapes differently has
 * a line in lib/http/auth0/connection.ts instead.
 */
export const connectionFields = {
  /** Follows “Continue with” on the button. */
  displayName: field({
    column: 'display_name',
    schema: z.string(),
    parse: (text) => parseInput(connectionDisplayName, text, 'display_name'),
  }),
  /** Enabled for each new organization, and open to new users on the tenant’s own sign-in page. */
  isDefault: field({ column: 'is_default', schema: z.boolean(), initial: false }),
  /** A change replaces all of it. */
  metadata: field({ column: 'metadata', schema: z.record(z.string(), z.string()), initial: {} }),
}

export type ConnectionSettings = Values<typeof connectionFields>
