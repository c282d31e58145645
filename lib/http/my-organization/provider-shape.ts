import { z } from 'zod'
import { connectionDisplayName } from '@/lib/domain/connections/connection-fields'
import type { OwnProvider } from '@/lib/domain/connections/list-own-providers'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { optionsWire, strategyNames, strategyOf } from './strategies'

export const providerName = z.string().min(1).max(128).pipe(connectionDisplayName).meta({ example: 'Okta' })

const none: string[] = []

export const providerAnswer = z.strictObject({
  id: z.string().meta({ example: 'con_4kGkQ2bD9sXw7Lm1' }),
  name: z.string().describe('Given by Foyer, and never changed.').meta({ example: 'con-4kGkQ2bD9sXw7Lm1' }),
  strategy: z.enum(strategyNames).meta({ example: 'okta' }),
  domains: z
    .array(z.string())
    .describe('People with addresses of these domains are sent there.')
    .meta({ example: none }),
  display_name: z.string().meta({ example: 'Okta' }),
  show_as_button: z.boolean(),
  assign_membership_on_login: z.boolean(),
  is_enabled: z.boolean(),
  access_level: z.literal('full'),
  options: z
    .record(z.string(), z.string())
    .describe('Without the secret.')
    .meta({ example: { client_id: '0oa1b2c3d4', domain: 'acme.okta.com' } }),
  attributes: z.array(z.unknown()).describe('Always empty.').meta({ example: none }),
  redirect_uri: z
    .string()
    .describe('Foyer extension: what has to be entered at the provider.')
    .meta({ example: 'https://login.lumen.example/login/callback/con_4kGkQ2bD9sXw7Lm1' }),
})

export function providerWire({ url }: Tenant, provider: OwnProvider): z.output<typeof providerAnswer> {
  const { id, name, displayName, options } = provider
  return {
    id,
    name,
    strategy: strategyOf(options),
    domains: options.domains,
    display_name: displayName,
    show_as_button: provider.showAsButton,
    assign_membership_on_login: provider.assignMembershipOnLogin,
    is_enabled: provider.isEnabled === true,
    access_level: 'full',
    options: optionsWire(options),
    attributes: [],
    redirect_uri: `${url}/login/callback/${id}`,
  }
}
