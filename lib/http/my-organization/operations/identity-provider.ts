import { z } from 'zod'
import { authorize, type OrganizationAccess } from '@/lib/access'
import { deleteConnection } from '@/lib/domain/connections/delete-connection'
import {
  getOwnProvider,
  getProvider,
  type IdentityProvider,
} from '@/lib/domain/connections/list-own-providers'
import { updateOwnProvider } from '@/lib/domain/connections/update-own-provider'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { DomainError } from '@/lib/errors'
import { assertFlags, initialFlags, type Profile } from '../connection-profile'
import { discovered } from '../discover'
import { assertWithoutEffect, withoutEffect } from '../new-provider'
import { insufficientScope, validatedProperty } from '../problem'
import { providerAnswer, providerName, providerWire } from '../provider-shape'
import { myOrgRoute } from '../route'
import { samlProviderChanges, samlStrategyOf } from '../saml-strategy'
import { backChannel, openIdStrategyOf, optionsInput, strategyOptions } from '../strategies'
import { assertNotTenantProvider, updateTenantProvider } from '../tenant-providers'

const what = 'identity provider'

export const GET = myOrgRoute({
  title: 'Get an identity provider',
  scopes: ['read:my_org:identity_providers'],
  answer: providerAnswer,
  what,
  run: async (access, { params: { identity_provider_id: id = '' }, ...by }) =>
    providerWire(by, await getProvider(access, id)),
})

const changes = z
  .strictObject({
    display_name: providerName.optional(),
    show_as_button: z.boolean().optional(),
    assign_membership_on_login: z.boolean().optional(),
    is_enabled: z.boolean().optional(),
    ...withoutEffect,
    options: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('A part of the options of its kind. A secret that is absent stays.')
      .meta({ example: { client_id: '0oa1b2c3d4' } }),
  })
  .refine((given) => Object.keys(given).length > 0, 'At least one property is required')

type Changes = z.output<typeof changes>

export const PATCH = myOrgRoute({
  title: 'Change an identity provider: how it is used here, and what it is',
  scopes: ['update:my_org:identity_providers'],
  body: changes,
  answer: providerAnswer,
  refusals: [409],
  what,
  run: async (access, { body, params: { identity_provider_id: id = '' }, ...by }) => {
    const { display_name: displayName, options } = body
    assertWithoutEffect(body)
    assertFlags(by.profile, body)
    const here = changesHere(body, by.profile)
    const general = displayName === undefined ? null : { displayName }
    const updated = await changeOwn(access, { id, here, general, options, by }).catch((error: unknown) =>
      updateTenantProvider(error, access, { id, here, provider: options ?? general }),
    )
    return providerWire(by, updated)
  },
})

export const DELETE = myOrgRoute({
  title: 'Delete an identity provider, and sign out who signed in by it',
  scopes: ['delete:my_org:identity_providers'],
  status: 204,
  refusals: [409],
  what,
  run: async (access, { configuration, params: { identity_provider_id: id = '' } }) => {
    const onlyIfEmpty = configuration.connection_deletion_behavior === 'allow_if_empty'
    await deleteConnection(access, id, { onlyIfEmpty }).catch((error: unknown) =>
      assertNotTenantProvider(error, access, id),
    )
  },
})

type Updater = OrganizationAccess<'update:organization_connections'>

interface OwnChange {
  id: string
  here: ReturnType<typeof changesHere>
  general: { displayName: string } | null
  options: Changes['options']
  by: { tenant: Tenant; userScopes: readonly string[] | null }
}

async function changeOwn(
  access: Updater,
  { id, here, general, options, by }: OwnChange,
): Promise<IdentityProvider> {
  const changed = options && (await optionChanges(by.tenant.id, await getOwnProvider(access, id), options))
  const provider = changed ? { ...general, ...changed } : general
  return updateOwnProvider(withFirstUse(access, by), { id, here, provider }).catch(async (error: unknown) => {
    throw mayNotEnable(error) && (await getOwnProvider(access, id)).isEnabled === null
      ? insufficientScope(['create:my_org:identity_providers'])
      : error
  })
}

/**
 * The first use of a provider in the organization is to create a sign-in method. A user’s token needs no scope for that:
 * Auth0’s SDK asks for one scope by operation (docs/decisions/0095). The user needs the permission, and a machine the scope,
 * which the database checks.
 */
function withFirstUse(access: Updater, { userScopes }: { userScopes: readonly string[] | null }): Updater {
  if (userScopes?.includes('create:my_org:identity_providers') === false) return access
  const permissions = new Set([...access.permissions, 'create:organization_connections'])
  return authorize({ ...access, permissions }, 'update:organization_connections')
}

/** @throws MyOrganizationProblem 400 */
async function optionChanges(
  tenantId: string,
  { options: present, saml }: IdentityProvider,
  given: Record<string, unknown>,
) {
  if (present === null) {
    const body = strategyOptions[samlStrategyOf(saml)].partial()
    return { settings: await samlProviderChanges(tenantId, validatedProperty('options', body, given), saml) }
  }
  const strategy = openIdStrategyOf(present)
  const parsed = validatedProperty('options', strategyOptions[strategy].partial(), backChannel(given))
  const options = await optionsInput({ tenantId, strategy, present }, parsed)
  const { client_secret: clientSecret } = parsed
  if (options.issuer === undefined || options.issuer === present.issuer) return { options, clientSecret }
  const { sendsIssuer } = await discovered(tenantId, options, present)
  const sharesRedirectUri = present.sharesRedirectUri === true && sendsIssuer
  return { options: { ...options, sharesRedirectUri }, clientSecret }
}

/** Null for none. */
function changesHere(
  {
    is_enabled: isEnabled,
    show_as_button: showAsButton,
    assign_membership_on_login: assignMembershipOnLogin,
  }: Changes,
  profile: Profile,
) {
  const here = { isEnabled, showAsButton, assignMembershipOnLogin }
  const isNone = Object.values(here).every((flag) => flag === undefined)
  return isNone ? null : { ...here, initially: initialFlags(profile) }
}

function mayNotEnable(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'not_yours_to_give' && error.field === 'is_enabled'
}
