import { z } from 'zod'
import { organizationUsages } from '@/lib/domain/client-grants/read-client-grant'
import type { OrganizationClient } from '@/lib/domain/organization-clients/queries'
import { clientId } from './client-grant'
import { documents } from './example'

const atOnce = 10
const access = z
  .boolean()
  .describe(
    'Whether the organization’s members may use it. If the organization’s `is_app_entitlement_active` is true, they may use no other application.',
  )
  .meta({ example: true })
const clientToAdd = z.strictObject({ client_id: clientId, use_for_member_access: access })

export const newOrganizationClients = z.strictObject({
  clients: z
    .tuple([clientToAdd], clientToAdd)
    .refine((all) => all.length <= atOnce, { error: `At most ${atOnce} at once` })
    .refine((all) => new Set(all.map((one) => one.client_id)).size === all.length, {
      error: 'Each client once',
    }),
})
export const organizationClientIds = z.strictObject({ clients: z.array(clientId).min(1).max(atOnce) })
export const organizationClientChange = z.strictObject({ use_for_member_access: access.optional() })

export const organizationClientAnswer = z.strictObject({
  client_id: clientId,
  use_for_member_access: z.boolean().meta({ example: true }),
  client: z.strictObject({
    name: z.string().meta({ example: documents.name }),
    app_type: z.string().meta({ example: 'regular_web' }),
    logo_uri: z.string().nullable().meta({ example: null }),
    is_first_party: z.boolean().meta({ example: true }),
    grant_types: z.array(z.string()).meta({ example: ['authorization_code', 'refresh_token'] }),
    organization_usage: z.enum(organizationUsages).meta({ example: 'allow' }),
  }),
})

export function organizationClientWire({ id, useForMemberAccess, ...client }: OrganizationClient) {
  return {
    client_id: id,
    use_for_member_access: useForMemberAccess,
    client: {
      name: client.name,
      app_type: client.appType,
      logo_uri: client.logoUri,
      is_first_party: true,
      grant_types: client.grantTypes,
      organization_usage: client.organizationUsage,
    },
  }
}
