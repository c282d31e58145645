import { z } from 'zod'
import type { BrandingInput } from '@/lib/domain/branding/replace-branding'
import { getOrganization, type ListedOrganization } from '@/lib/domain/organizations/get-organization'
import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { organizationAnswer, organizationWire } from '@/lib/http/auth0/organization'
import { logoUrl, name, ownLogoId, organizationDisplayName } from '@/lib/http/auth0/organization-body'
import { badRequest } from '../problem'
import { myOrgRoute } from '../route'

const color = z
  .string()
  .regex(/^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/, 'Expected a color as #rgb or #rrggbb')
  .meta({ example: '#0059d6' })

const changes = z
  .strictObject({
    name: name.optional(),
    display_name: organizationDisplayName.optional(),
    branding: z
      .strictObject({
        logo_url: z
          .string()
          .max(2048)
          .nullable()
          .optional()
          .describe(logoUrl.description ?? ''),
        colors: z.strictObject({ primary: color, page_background: color }).optional(),
      })
      .optional()
      .describe('What is absent stays.'),
    third_party_client_access: z
      .enum(['block', 'allow'])
      .optional()
      .describe('Only block: the tenant decides it.')
      .meta({ example: 'block' }),
  })
  .refine((given) => Object.keys(given).length > 0, 'At least one property is required')

const details = organizationAnswer.pick({ id: true, name: true, display_name: true, branding: true })

export const GET = myOrgRoute({
  title: 'Get the organization',
  scopes: ['read:my_org:details'],
  answer: details,
  run: async (access, { tenant }) => wire(tenant, await getOrganization(access)),
})

export const PATCH = myOrgRoute({
  title: 'Change the organization',
  scopes: ['update:my_org:details'],
  body: changes,
  answer: details,
  refusals: [409],
  run: async (access, { tenant, body }) => {
    assertSupported(body)
    const { display_name: displayName, name: slug, branding: given } = body
    const branding = given && brandingOf(tenant, given)
    return wire(tenant, await updateOrganization(access, { displayName, slug, branding }))
  },
})

/** With a sentence, which Auth0’s components show. @throws MyOrganizationProblem 400 */
function assertSupported({ branding, third_party_client_access: access }: z.output<typeof changes>): void {
  if (access === 'allow')
    throw badRequest('third_party_client_access can only be block: the tenant decides it.')
  if (branding?.logo_url !== undefined && !logoUrl.safeParse(branding.logo_url).success)
    throw badRequest('The logo_url must be an https address.')
}

function wire(tenant: Tenant, organization: ListedOrganization) {
  const {
    third_party_client_access: _,
    is_app_entitlement_active: __,
    ...rest
  } = organizationWire(tenant, organization, true)
  return rest
}

function brandingOf(
  tenant: Tenant,
  { colors, logo_url: url }: NonNullable<z.output<typeof changes>['branding']>,
): BrandingInput {
  return {
    primaryColor: colors?.primary,
    backgroundColor: colors?.page_background,
    logo: url === undefined ? 'keep' : url === null ? 'remove' : { url, id: ownLogoId(tenant, url) },
  }
}
