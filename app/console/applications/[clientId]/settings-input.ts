import { z } from 'zod'
import type { ClientInput } from '@/lib/domain/clients/validate-settings'

const longestText = 100_000

const text = z.string().max(longestText, 'This is too long.').default('')
const list = text.transform((lines) => lines.split(/\s+/).filter((line) => line !== ''))
const optional = text.transform((line) => line.trim() || null)

function seconds(most: number) {
  const problem = `Enter a whole number of seconds from 1 to ${most.toLocaleString('en')}.`
  return z
    .string()
    .max(20, problem)
    .transform((digits) => Number(digits.trim() || 'none'))
    .pipe(z.int(problem).min(1, problem).max(most, problem))
}

const thirtyDays = 2_592_000
const fiveYears = 157_788_000

/** As the Management API names the settings. */
export const settingsInput = z.object({
  name: text,
  description: text,
  logo_uri: optional,
  callbacks: list,
  allowed_logout_urls: list,
  web_origins: list,
  initiate_login_uri: optional,
  organization_usage: z.enum(['deny', 'allow', 'require'], 'Choose how people sign in.'),
  organization_require_behavior: z.enum(
    ['no_prompt', 'pre_login_prompt', 'post_login_prompt'],
    'Choose one of these.',
  ),
  require_pkce: z
    .unknown()
    .optional()
    .transform((value) => value !== undefined && value !== ''),
  /** Undefined where the form doesn’t ask. */
  default_organization: z
    .string()
    .max(1000)
    .optional()
    .transform((id) => (id === undefined ? undefined : id.trim() || null)),
  id_token_lifetime: seconds(thirtyDays),
  idle_refresh_token_lifetime: seconds(fiveYears),
  refresh_token: seconds(fiveYears),
})

export function settingsOf(input: z.output<typeof settingsInput>): ClientInput {
  return {
    name: input.name,
    description: input.description,
    logoUri: input.logo_uri,
    redirectUris: input.callbacks,
    logoutUrls: input.allowed_logout_urls,
    webOrigins: input.web_origins,
    initiateLoginUri: input.initiate_login_uri,
    organizationUsage: input.organization_usage,
    organizationRequireBehavior: input.organization_require_behavior,
    requirePkce: input.require_pkce,
    defaultOrganizationId: input.default_organization,
    idTokenSeconds: input.id_token_lifetime,
    refreshIdleSeconds: input.idle_refresh_token_lifetime,
    refreshAbsoluteSeconds: input.refresh_token,
  }
}
