'use server'

import { confirmProvider } from '@/lib/domain/connections/confirm-provider'
import { createConnection } from '@/lib/domain/connections/create-connection'
import { openConnectionSetup } from '@/lib/domain/connections/connection-setup'
import { deleteConnection } from '@/lib/domain/connections/delete-connection'
import { validateClientSecret } from '@/lib/domain/connections/provider-secret'
import { requireConnection } from '@/lib/domain/connections/require-connection'
import { updateConnection } from '@/lib/domain/connections/update-connection'
import { invalid } from '@/lib/errors'
import { orgAction } from '@/lib/http/action'
import * as inputs from '../../../../../(identity-providers)/provider-inputs'

/** Shows what the provider says about itself before it is saved. */
export const create = orgAction({
  needs: ['create:organization_connections'],
  input: inputs.newProviderInput,
  recent: 'create-provider',
  run: async (access, input, { slug }) => {
    const { options } = inputs.parseProvider(input)
    validateClientSecret(input.client_secret)
    const setup = await openConnectionSetup(access, input.setup)
    if (!setup) throw invalid('setup', 'This page is out of date. Start again from Sign-in methods.')
    const review = await inputs.reviewUnlessSeen(access.tenantId, options, input.reviewed)
    if (review) return { review, isUnchanged: true }
    const { id } = await createConnection(access, {
      id: setup.id,
      strategy: 'oidc',
      displayName: input.display_name,
      options,
      clientSecret: input.client_secret,
    })
    return { redirect: `/o/${slug}/sign-in-methods/providers/${id}` }
  },
})

export const save = orgAction({
  needs: ['update:organization_connections'],
  input: inputs.providerChangeInput,
  recent: 'save-provider',
  run: async (access, input) => {
    const { options } = inputs.parseProvider(input)
    const isMoved = input.issuer !== input.present_issuer
    const review = isMoved && (await inputs.reviewUnlessSeen(access.tenantId, options, input.reviewed))
    if (review) return { review, isUnchanged: true }
    const { issuer, hostedDomain, clientId } = options
    const { displayName } = await updateConnection(access, {
      id: input.id,
      displayName: input.display_name,
      options: { issuer, hostedDomain, clientId },
    })
    return { message: `${displayName} is saved.` }
  },
})

export const saveClaims = orgAction({
  needs: ['update:organization_connections'],
  input: inputs.claimsInput,
  recent: 'save-claims',
  run: async (access, input) => {
    const claims = inputs.claimsOf(input)
    const { displayName } = await updateConnection(access, { id: input.id, options: { claims } })
    return { message: `The attributes of ${displayName} are saved.` }
  },
})

export const replaceSecret = orgAction({
  needs: ['update:organization_connections'],
  input: inputs.secretInput,
  recent: 'replace-provider-secret',
  run: async (access, { id, client_secret: clientSecret }) => {
    const { displayName } = await updateConnection(access, { id, clientSecret })
    return { message: `The new secret of ${displayName} is saved.` }
  },
})

export const confirm = orgAction({
  needs: ['update:organization_connections'],
  input: inputs.confirmationInput,
  recent: 'confirm-provider',
  run: async (access, input) => {
    await confirmProvider(access, input)
    return { message: 'The provider is confirmed.' }
  },
})

export const setRequired = orgAction({
  needs: ['update:organization_connections'],
  input: inputs.requirementInput,
  recent: 'require-provider',
  run: async (access, { id, required }) => {
    const { displayName } = await requireConnection(access, { id, isRequired: required === 'on' })
    const state = required === 'on' ? 'required' : 'optional'
    return { message: `${displayName} is ${state} for your verified domains.` }
  },
})

export const remove = orgAction({
  needs: ['delete:organization_connections'],
  input: inputs.idInput,
  recent: 'delete-provider',
  run: async (access, { id }, { slug }) => {
    await deleteConnection(access, id)
    return { redirect: `/o/${slug}/sign-in-methods` }
  },
})
