'use server'

import { z } from 'zod'
import { connectionDisplayName } from '@/lib/domain/connections/connection-fields'
import { initialSettings } from '@/lib/domain/connections/create-saml-connection'
import { validateClientSecret } from '@/lib/domain/connections/provider-secret'
import { updateConnection } from '@/lib/domain/connections/update-connection'
import { settingsFrom, updateSamlConnection } from '@/lib/domain/connections/update-saml-connection'
import { connectProvider } from '@/lib/domain/sso-tickets/connect-provider'
import { finishSsoTicket } from '@/lib/domain/sso-tickets/finish-sso-ticket'
import { textField } from '@/lib/http/text-field'
import { ticketAction } from '@/lib/http/ticket-action'
import * as inputs from '../../(identity-providers)/provider-inputs'
import * as samlInputs from '../../(identity-providers)/saml-inputs'

/** Shows what the provider says about itself before it is saved. */
export const create = ticketAction({
  input: inputs.newProviderInput,
  run: async (access, input, found) => {
    const { guide, options } = inputs.parseProvider(input)
    const { client_secret: clientSecret } = input
    validateClientSecret(clientSecret)
    const review = await inputs.reviewUnlessSeen(access.tenantId, options, input.reviewed)
    if (review) return { review, isUnchanged: true }
    const { strategy } = guide
    const provider = { options, clientSecret }
    await connectProvider(access, found, { strategy, displayName: input.display_name, provider })
    return {}
  },
})

/** Shows what the metadata says before it is saved. */
export const createSaml = ticketAction({
  input: samlInputs.newSamlInput,
  run: async (access, input, found) => {
    const { metadata, typed } = await samlInputs.readMetadata(access.tenantId, input)
    if (input.reviewed !== samlInputs.reviewedMetadata(metadata))
      return { review: samlInputs.reviewMetadata(metadata), typed, isUnchanged: true }
    const provider = { settings: { ...metadata, ...initialSettings, product: input.product } }
    await connectProvider(access, found, { strategy: 'samlp', displayName: input.display_name, provider })
    return {}
  },
})

export const save = ticketAction({
  input: inputs.providerChangeInput,
  run: async (access, input, { connectionId: id }) => {
    const { options } = inputs.parseProvider(input)
    const isMoved = input.issuer !== input.present_issuer
    const review = isMoved && (await inputs.reviewUnlessSeen(access.tenantId, options, input.reviewed))
    if (review) return { review, isUnchanged: true }
    const { issuer, hostedDomain, clientId } = options
    const changed = { id, displayName: input.display_name, options: { issuer, hostedDomain, clientId } }
    const { displayName } = await updateConnection(access, changed)
    return { message: `${displayName} is saved.` }
  },
})

export const saveClaims = ticketAction({
  input: inputs.claimsInput,
  run: async (access, input, { connectionId: id }) => {
    const { displayName } = await updateConnection(access, {
      id,
      options: { claims: inputs.claimsOf(input) },
    })
    return { message: `The attributes of ${displayName} are saved.` }
  },
})

export const replaceSecret = ticketAction({
  input: inputs.secretInput,
  run: async (access, { client_secret: clientSecret }, { connectionId: id }) => {
    const { displayName } = await updateConnection(access, { id, clientSecret })
    return { message: `The new secret of ${displayName} is saved.` }
  },
})

export const replaceMetadata = ticketAction({
  input: samlInputs.samlMetadataInput,
  run: async (access, input, { connectionId: id }) => {
    const { metadata, typed } = await samlInputs.readMetadata(access.tenantId, input)
    if (input.reviewed !== samlInputs.reviewedMetadata(metadata))
      return { review: samlInputs.reviewMetadata(metadata), typed, isUnchanged: true }
    const { displayName } = await updateSamlConnection(access, { id, settings: settingsFrom(metadata) })
    return { message: `${displayName} is saved.` }
  },
})

export const saveAttributes = ticketAction({
  input: samlInputs.samlAttributesInput,
  run: async (access, input, { connectionId: id }) => {
    const settings = { attributes: samlInputs.attributesIn(input) }
    const { displayName } = await updateSamlConnection(access, { id, settings })
    return { message: `The attributes of ${displayName} are saved.` }
  },
})

export const rename = ticketAction({
  input: z.object({ display_name: textField(connectionDisplayName) }),
  run: async (access, { display_name: given }, { connectionId: id }) => {
    const { displayName } = await updateSamlConnection(access, { id, displayName: given })
    return { message: `${displayName} is saved.` }
  },
})

export const finish = ticketAction({
  input: z.object({}),
  run: async (access) => {
    await finishSsoTicket(access)
    return {}
  },
})
