import { z } from 'zod'
import { organizationUsages } from '@/lib/domain/client-grants/read-client-grant'
import type { OrganizationClient } from '@/lib/domain/organization-clients/read-organization-client'
import { clientId } from './client-grant'

const atOnce = 10
const access = z
  .boolean()
  .describe(
    'Whether the organization’s members come in by it. Where the organization’s `is_app_entitlement_active` is true, they come in by no other.',
  )
const allotted = z.strictObject({ client_id: clientId, use_for_member_access: access })

export const newOrganizationClients = z.strictObject({
  clients: z
    .tuple([allotted], allotted)
    .refine((all) => all.length <= atOnce, { error: `At most ${atOnce} at once` })
    .refine((all) => new Set(all.map((one) => one.client_id)).size === all.length, {
      error: 'Each client once',
    }),
})
export const goneOrganizationClients = z.strictObject({ clients: z.array(clientId).min(1).max(atOnce) })
export const organizationClientChange = z.strictObject({ use_for_member_access: access.optional() })

export const organizationClientAnswer = z.strictObject({
  client_id: clientId,
  use_for_member_access: z.boolean(),
  client: z.strictObject({
    name: z.string(),
    app_type: z.string(),
    logo_uri: z.string().nullable(),
    is_first_party: z.boolean(),
    grant_types: z.array(z.string()),
    organization_usage: z.enum(organizationUsages),
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
