import { z } from 'zod'
import type { TenantSettings, TenantSettingsChange } from '@/lib/domain/tenants/tenant-settings'
import { documents, lumenApi } from './example'
import { fixedFlags, fixedSettings, flagsAnswer } from './tenant-settings-fixed'

const tenantName = 'Lumen'
const supportEmail = 'support@lumen.test'
const address = z.string().max(2000).optional().meta({ description: 'Empty for none.' })
const hours = z.number().positive().max(8760)

const minutesOf = z.int().min(1).max(525_600)

export const tenantSettingsChange = z
  .strictObject({
    friendly_name: z.string().min(1).max(100).optional().meta({ example: tenantName }),
    support_email: z
      .string()
      .max(320)
      .optional()
      .meta({ description: 'Empty for none.', example: supportEmail }),
    support_url: address,
    picture_url: address,
    default_audience: z
      .string()
      .max(600)
      .optional()
      .meta({ description: 'The API meant where an application names none; empty for none.' }),
    default_redirection_uri: address,
    allow_organization_name_in_authentication_api: z.boolean().nullable().optional(),
    session_lifetime: hours.optional().meta({ description: 'Hours.', example: 168 }),
    session_lifetime_in_minutes: minutesOf.optional(),
    idle_session_lifetime: hours.optional().meta({ description: 'Hours.' }),
    idle_session_lifetime_in_minutes: minutesOf.optional(),
    inherit_global_permissions_in_organizations: z.boolean().optional().meta({
      description:
        'Foyer’s own: whether what users hold at tenant level counts in every organization where they are members.',
    }),
    ...fixedSettings,
  })
  .superRefine((body, context) => {
    for (const name of ['session_lifetime', 'idle_session_lifetime'] as const) {
      if (body[name] === undefined || body[`${name}_in_minutes`] === undefined) continue
      const message = `Cannot be specified together with ${name}`
      context.addIssue({ code: 'custom', path: [`${name}_in_minutes`], message })
    }
  })

export const tenantSettingsAnswer = z.strictObject({
  friendly_name: z.string().meta({ example: tenantName }),
  support_email: z.string().optional().meta({ example: supportEmail }),
  support_url: z.string().optional(),
  picture_url: z.string().optional(),
  default_audience: z.string().meta({ example: lumenApi.identifier }),
  default_redirection_uri: z.string().optional().meta({ example: documents.login }),
  allow_organization_name_in_authentication_api: z.boolean().meta({ example: true }),
  session_lifetime: z.number().meta({ description: 'Hours.', example: 168 }),
  idle_session_lifetime: z.number().meta({ description: 'Hours.', example: 8 }),
  session_cookie: z.strictObject({ mode: z.literal('persistent') }),
  inherit_global_permissions_in_organizations: z.boolean(),
  flags: flagsAnswer,
})
export const changedSettingsAnswer = tenantSettingsAnswer.extend({
  warnings: z.array(z.string()).optional().meta({ description: 'Of PATCH alone: what this change opens.' }),
})

export function tenantSettingsWire(settings: TenantSettings): z.output<typeof tenantSettingsAnswer> {
  return {
    friendly_name: settings.name,
    ...(settings.supportEmail === null ? {} : { support_email: settings.supportEmail }),
    ...(settings.supportUrl === null ? {} : { support_url: settings.supportUrl }),
    ...(settings.pictureUrl === null ? {} : { picture_url: settings.pictureUrl }),
    default_audience: settings.defaultAudience ?? '',
    ...(settings.defaultRedirectionUri === null
      ? {}
      : { default_redirection_uri: settings.defaultRedirectionUri }),
    allow_organization_name_in_authentication_api: settings.allowOrganizationNameInAuthenticationApi,
    session_lifetime: settings.sessionAbsoluteMinutes / 60,
    idle_session_lifetime: settings.sessionIdleMinutes / 60,
    session_cookie: { mode: 'persistent' },
    inherit_global_permissions_in_organizations: settings.inheritGlobalPermissionsInOrganizations,
    flags: fixedFlags,
  }
}

const inheriting =
  'inherit_global_permissions_in_organizations is on: users hold their tenant-level permissions in every organization where they are members, and with admin:organizations in all organizations.'

export function changedSettingsWire(
  settings: TenantSettings,
  body: Body,
): z.output<typeof changedSettingsAnswer> {
  const isWarned = body.inherit_global_permissions_in_organizations === true
  return { ...tenantSettingsWire(settings), ...(isWarned ? { warnings: [inheriting] } : {}) }
}

type Body = z.output<typeof tenantSettingsChange>

/** What a body wants, in the words of the verb. */
export function settingsInput(body: Body): TenantSettingsChange {
  return {
    name: body.friendly_name,
    supportEmail: orNone(body.support_email),
    supportUrl: orNone(body.support_url),
    pictureUrl: orNone(body.picture_url),
    defaultAudience: orNone(body.default_audience),
    defaultRedirectionUri: orNone(body.default_redirection_uri),
    allowOrganizationNameInAuthenticationApi: nullIsOff(body.allow_organization_name_in_authentication_api),
    inheritGlobalPermissionsInOrganizations: body.inherit_global_permissions_in_organizations,
    sessionAbsoluteMinutes: minutes(body.session_lifetime, body.session_lifetime_in_minutes),
    sessionIdleMinutes: minutes(body.idle_session_lifetime, body.idle_session_lifetime_in_minutes),
  }
}

function orNone(text: string | undefined): string | null | undefined {
  return text === '' ? null : text
}

function nullIsOff(value: boolean | null | undefined): boolean | undefined {
  return value === null ? false : value
}

function minutes(inHours: number | undefined, inMinutes: number | undefined): number | undefined {
  return inHours === undefined ? inMinutes : Math.round(inHours * 60)
}
