'use server'

import { z } from 'zod'
import { addOrganizationConnection } from '@/lib/domain/connections/add-organization-connection'
import { explainFailure } from '@/lib/domain/connections/connection-failures'
import { createConnection } from '@/lib/domain/connections/create-connection'
import { deleteConnection } from '@/lib/domain/connections/delete-connection'
import { findConnectionProvider } from '@/lib/domain/connections/find-provider'
import { removeOrganizationConnection } from '@/lib/domain/connections/remove-organization-connection'
import { updateConnection } from '@/lib/domain/connections/update-connection'
import { updateTenantSaml } from '@/lib/domain/connections/update-saml-connection'
import { DomainError } from '@/lib/errors'
import { findConfigurationProblem } from '@/lib/federation/configuration'
import { checkbox, tenantAction, tenantOrgAction } from '@/lib/http/action'
import { connectionId, offerInput, optionsInput, providerFields } from './provider-inputs'

export const create = tenantAction({
  needs: ['create:connections'],
  input: z.object({
    ...providerFields,
    strategy: z.string().max(50).default(''),
    name: z.string().max(500).default(''),
  }),
  recent: 'create-connection',
  run: async (access, input) => {
    const { id } = await createConnection(access, {
      name: input.name.trim(),
      strategy: input.strategy,
      displayName: input.display_name,
      isDefault: input.is_default,
      options: optionsInput(input),
      clientSecret: input.client_secret ?? '',
    })
    return { redirect: `/console/connections/${id}` }
  },
})

/** An empty secret stays as it is. Foyer’s own connections have no provider. */
export const save = tenantAction({
  needs: ['update:connections'],
  input: z.object({
    ...providerFields,
    connection_id: connectionId,
    has_provider: checkbox,
    is_saml: checkbox,
  }),
  recent: 'save-connection',
  run: async (access, input) => {
    const general = {
      id: input.connection_id,
      displayName: input.display_name,
      isDefault: input.is_default,
    }
    const { displayName } = input.is_saml
      ? await updateTenantSaml(access, { ...general, offer: offerInput(input) })
      : await updateConnection(access, {
          ...general,
          options: input.has_provider ? optionsInput(input) : undefined,
          clientSecret: input.client_secret,
        })
    return { message: `${displayName} is saved.` }
  },
})

export const check = tenantAction({
  needs: ['read:connections'],
  input: z.object({ connection_id: connectionId }),
  run: async (access, { connection_id: id }) => {
    const provider = await findConnectionProvider(access, id)
    if (provider === null) throw new DomainError('invalid', 'This connection has nothing to discover.')
    const reason = await findConfigurationProblem(provider)
    if (reason !== null) throw new DomainError('invalid', explainFailure(reason).admin)
    return { message: 'The provider responds, and its settings were found.', isUnchanged: true }
  },
})

export const remove = tenantAction({
  needs: ['delete:connections'],
  input: z.object({ connection_id: connectionId }),
  recent: 'delete-connection',
  run: async (access, { connection_id: id }) => {
    await deleteConnection(access, id)
    return { redirect: '/console/connections' }
  },
})

export const enable = tenantOrgAction({
  needs: ['create:organization_connections'],
  input: z.object({ connection_id: connectionId }),
  recent: 'enable-connection',
  run: async (access, { connection_id: id }) => {
    const { displayName } = await addOrganizationConnection(access, { id, ifPresent: 'enable' })
    return { message: `${displayName} is enabled there.` }
  },
})

export const disable = tenantOrgAction({
  needs: ['delete:organization_connections'],
  input: z.object({ connection_id: connectionId }),
  recent: 'disable-connection',
  run: async (access, { connection_id: id }) => {
    await removeOrganizationConnection(access, { id })
    return { message: 'The connection is disabled there.' }
  },
})
