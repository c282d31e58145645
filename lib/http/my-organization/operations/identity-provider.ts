import { z } from 'zod'
import { authorize, type OrganizationAccess } from '@/lib/access'
import { addOrganizationConnection } from '@/lib/domain/connections/add-organization-connection'
import { deleteConnection } from '@/lib/domain/connections/delete-connection'
import { getOwnProvider, type OwnProvider } from '@/lib/domain/connections/list-own-providers'
import { updateConnection } from '@/lib/domain/connections/update-connection'
import { updateOrganizationConnection } from '@/lib/domain/connections/update-organization-connection'
import { isNotFound } from '@/lib/errors'
import { assertDiscoverable } from '../discover'
import { insufficientScope, validatedProperty } from '../problem'
import { providerAnswer, providerName, providerWire } from '../provider-shape'
import { isAllowed, myOrgRoute } from '../route'
import { optionsInput, strategyOf, strategyOptions } from '../strategies'

const what = 'identity provider'

export const GET = myOrgRoute({
  title: 'Get an identity provider',
  scopes: ['read:my_org:identity_providers'],
  answer: providerAnswer,
  what,
  run: async (access, { tenant, params: { identity_provider_id: id = '' } }) =>
    providerWire(tenant, await getOwnProvider(access, id)),
})

const changes = z
  .strictObject({
    display_name: providerName.optional(),
    show_as_button: z.boolean().optional(),
    assign_membership_on_login: z.boolean().optional(),
    is_enabled: z.boolean().optional(),
    options: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('A part of the options of its kind. A secret that is absent stays.')
      .meta({ example: { client_id: '0oa1b2c3d4' } }),
  })
  .refine((given) => Object.keys(given).length > 0, 'At least one property is required')

type Changes = z.output<typeof changes>
type Updater = OrganizationAccess<'update:organization_connections'>

export const PATCH = myOrgRoute({
  title: 'Change an identity provider: first how it is used here, then what it is',
  scopes: ['update:my_org:identity_providers'],
  body: changes,
  answer: providerAnswer,
  refusals: [409],
  what,
  run: async (access, { tenant, body, scopes, params: { identity_provider_id: id = '' } }) => {
    const present = await getOwnProvider(access, id)
    const provider = await providerChanges(tenant.id, present, body)
    await changeHere(access, present, { body, scopes })
    if (provider) await updateConnection(access, { id, ...provider })
    return providerWire(tenant, await getOwnProvider(access, id))
  },
})

export const DELETE = myOrgRoute({
  title: 'Delete an identity provider, and sign out who signed in by it',
  scopes: ['delete:my_org:identity_providers'],
  status: 204,
  refusals: [409],
  what,
  run: async (access, { configuration, params: { identity_provider_id: id = '' } }) => {
    // Only one that can be read here. Its kind never changes.
    await getOwnProvider(access, id)
    const onlyIfEmpty = configuration.connection_deletion_behavior === 'allow_if_empty'
    await deleteConnection(access, id, { onlyIfEmpty })
  },
})

/** Null for none. @throws MyOrganizationProblem 400 */
async function providerChanges(
  tenantId: string,
  { options: present }: OwnProvider,
  { display_name: displayName, options: given }: Changes,
) {
  if (given === undefined) return displayName === undefined ? null : { displayName }
  const strategy = strategyOf(present)
  const parsed = validatedProperty('options', strategyOptions[strategy].partial(), given)
  const options = optionsInput(strategy, parsed)
  if (options.issuer !== undefined && options.issuer !== present.issuer)
    await assertDiscoverable(tenantId, options, present)
  const { client_secret: clientSecret } = parsed
  return { displayName, options, clientSecret }
}

/** One that was never enabled here is added to the sign-in methods, which is to create one. */
async function changeHere(
  access: Updater,
  { id, isEnabled: wasEnabled }: OwnProvider,
  { body, scopes }: { body: Changes; scopes: ReadonlySet<string> },
): Promise<void> {
  const {
    is_enabled: isEnabled,
    show_as_button: showAsButton,
    assign_membership_on_login: assignMembershipOnLogin,
  } = body
  const flags = { showAsButton, assignMembershipOnLogin }
  if ([isEnabled, showAsButton, assignMembershipOnLogin].every((flag) => flag === undefined)) return
  if (wasEnabled !== null) {
    await updateOrganizationConnection(access, { id, includeDisabled: true, isEnabled, ...flags })
    return
  }
  const missing = insufficientScope(['create:my_org:identity_providers'])
  if (!scopes.has('create:my_org:identity_providers')) throw missing
  const creator = authorize(access, 'create:organization_connections')
  const added = { id, isEnabled: isEnabled ?? false, ifPresent: 'enable' as const }
  await addOrganizationConnection(creator, { ...added, ...flags }).catch(async (error: unknown) => {
    throw isNotFound(error) && !(await isAllowed(creator)) ? missing : error
  })
}
