import { z } from 'zod'
import { type ClientField, clientFields, type ClientSettings } from '@/lib/domain/clients/client-fields'
import type { Client } from '@/lib/domain/clients/read-client'
import { organizationUsageOptions } from '../app-types'

export type SettingsSection = 'about' | 'urls' | 'sign_in' | 'lifetimes'

interface Labels {
  section: SettingsSection
  label: string
  help?: string
  /** The Management API’s name, which errors give; by default, the column’s. */
  name?: string
  /** Whether the application’s form has the field; by default, every form has it. */
  isShown?: (client: Client) => boolean
}

type Text = Labels & { isUrl?: true; placeholder?: string }
type WholeNumber = Labels & { most: number; unit: string }
type Choice<Value> = Labels & { options: readonly { value: Value; label: string }[] }
/** `alwaysOn`: why it cannot be turned off, if it cannot. */
type Flag = Labels & { checkbox: string; alwaysOn?: (client: Client) => string | null }

/** Only for values of a plain kind: one text or a list of them, a number, a choice, a flag. */
type FieldFor<Value> = [Value] extends [boolean]
  ? Flag
  : [Value] extends [number]
    ? WholeNumber
    : [Value] extends [readonly string[]]
      ? string extends Value[number]
        ? Text
        : never
      : [Value] extends [string | null]
        ? string extends NonNullable<Value>
          ? Text
          : Choice<Value>
        : never

const thirtyDays = 2_592_000
const fiveYears = 157_788_000

/** In the order of the form. Null: the form has no field for it. */
const fields = {
  name: { section: 'about', label: 'Name' },
  description: { section: 'about', label: 'Description' },
  logoUri: {
    section: 'about',
    label: 'Logo URL',
    help: 'Kept for your own use. No sign-in page shows it.',
    isUrl: true,
  },
  redirectUris: {
    section: 'urls',
    name: 'callbacks',
    label: 'Redirect URIs',
    help: 'Where people return after signing in.',
  },
  logoutUrls: {
    section: 'urls',
    name: 'allowed_logout_urls',
    label: 'Logout URLs',
    help: 'Where people return after signing out.',
  },
  webOrigins: {
    section: 'urls',
    label: 'Web origins',
    help: 'Origins whose pages may ask for tokens, such as https://app.example.com.',
  },
  initiateLoginUri: {
    section: 'urls',
    label: 'Initiate login URI',
    help: 'Invitations lead here, and so does a sign-in that didn’t begin in the application.',
    isUrl: true,
  },
  organizationUsage: {
    section: 'sign_in',
    label: 'How people sign in',
    options: organizationUsageOptions,
  },
  organizationRequireBehavior: {
    section: 'sign_in',
    label: 'If the application names no organization',
    help: 'Applies where people sign in only in an organization.',
    options: [
      { value: 'no_prompt', label: 'Refuse the sign-in' },
      { value: 'pre_login_prompt', label: 'Ask for the organization first' },
      { value: 'post_login_prompt', label: 'Ask after signing in' },
    ],
  },
  requirePkce: {
    section: 'sign_in',
    label: 'PKCE',
    checkbox: 'Require PKCE',
    help: 'Turn it off only for a library that can’t use PKCE.',
    alwaysOn: ({ tokenEndpointAuthMethod }) =>
      tokenEndpointAuthMethod === 'none' ? 'An application without a secret or a key always needs it.' : null,
  },
  defaultOrganizationId: {
    section: 'sign_in',
    name: 'default_organization',
    label: 'Default organization',
    help: 'The ID of the organization that a token is for if the machine names none and its access requires one.',
    placeholder: 'org_…',
    isShown: (client) => client.grantTypes.includes('client_credentials'),
  },
  idTokenSeconds: {
    section: 'lifetimes',
    name: 'id_token_lifetime',
    label: 'ID token',
    most: thirtyDays,
    unit: 'seconds',
  },
  refreshIdleSeconds: {
    section: 'lifetimes',
    name: 'idle_refresh_token_lifetime',
    label: 'Unused refresh token',
    help: 'It expires if it isn’t used for this time.',
    most: fiveYears,
    unit: 'seconds',
  },
  refreshAbsoluteSeconds: {
    section: 'lifetimes',
    name: 'refresh_token',
    label: 'Refresh tokens in total',
    help: 'After this time people sign in again.',
    most: fiveYears,
    unit: 'seconds',
  },
  appType: null,
  grantTypes: null,
  tokenEndpointAuthMethod: null,
  allowedOrigins: null,
  organizationDiscoveryMethods: null,
  metadata: null,
  myOrganizationConfiguration: null,
  keys: null,
  refreshTokenPolicies: null,
} satisfies { [K in keyof ClientSettings]: FieldFor<ClientSettings[K]> | null }

type Definition = Text | WholeNumber | Choice<string> | Flag

export type SettingField = { key: string; name: string } & (
  | (Text & { kind: 'text' | 'optional_text' | 'lines' })
  | (WholeNumber & { kind: 'number' })
  | (Choice<string> & { kind: 'choice' })
  | (Flag & { kind: 'flag' })
)

export const settingFields: readonly SettingField[] = settingFieldsFrom(fields, clientFields)

function settingFieldsFrom(
  definitions: Record<string, Definition | null>,
  table: Record<string, ClientField>,
): SettingField[] {
  return Object.entries(definitions).flatMap(([key, definition]) => {
    const field = table[key]
    if (!definition || !field) return []
    return [{ key, name: definition.name ?? field.column, ...kindOf(definition, field) }]
  })
}

function kindOf(definition: Definition, { schema }: ClientField) {
  if ('checkbox' in definition) return { ...definition, kind: 'flag' as const }
  if ('most' in definition) return { ...definition, kind: 'number' as const }
  if ('options' in definition) return { ...definition, kind: 'choice' as const }
  if (schema instanceof z.ZodArray) return { ...definition, kind: 'lines' as const }
  return {
    ...definition,
    kind: schema instanceof z.ZodNullable ? ('optional_text' as const) : ('text' as const),
  }
}
