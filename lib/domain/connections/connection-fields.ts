import { z } from 'zod'
import { field, type Values } from '../fields'
import { displayName } from '../text/display-name'
import { abortWith, parseInput } from '../text/parse-input'

/** Auth0’s name of a tenant’s first connection for passwords, which applications and scripts have written in them. */
const auth0PasswordConnection = 'Username-Password-Authentication'

/** The name under which the connection is stored that a caller names. */
export function storedConnectionName(name: string): string {
  return name === auth0PasswordConnection ? 'password' : name
}

export const connectionName = z
  .string()
  .max(128, abortWith('Name can have at most 128 characters.'))
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/i,
    'Name can have only letters, digits and single hyphens, such as acme-okta.',
  )
  .refine((name) => storedConnectionName(name) === name, 'This name stands for the connection for passwords.')

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
