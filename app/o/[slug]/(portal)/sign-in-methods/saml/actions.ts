'use server'

import { confirmEntityId } from '@/lib/domain/connections/confirm-entity-id'
import { openConnectionSetup } from '@/lib/domain/connections/connection-setup'
import { createSamlConnection, initialSettings } from '@/lib/domain/connections/create-saml-connection'
import { addSamlCertificate, removeSamlCertificate } from '@/lib/domain/connections/saml-certificates'
import { settingsFrom, updateSamlConnection } from '@/lib/domain/connections/update-saml-connection'
import { invalid } from '@/lib/errors'
import { orgAction } from '@/lib/http/action'
import * as inputs from '../../../../../(identity-providers)/saml-inputs'

/** Shows what the metadata says before it is saved. */
export const create = orgAction({
  needs: ['create:organization_connections'],
  input: inputs.newOwnSamlInput,
  recent: 'create-saml-provider',
  run: async (access, input, { slug }) => {
    const setup = await openConnectionSetup(access, input.setup)
    if (!setup) throw invalid('setup', 'This page is out of date. Start again from Sign-in methods.')
    const { metadata, typed } = await inputs.readOwnMetadata(access.tenantId, input)
    if (input.reviewed !== inputs.reviewedMetadata(metadata))
      return { review: inputs.reviewMetadata(metadata), typed, isUnchanged: true }
    const { id } = await createSamlConnection(access, {
      id: setup.id,
      displayName: input.display_name,
      settings: { ...metadata, ...initialSettings, product: input.product },
    })
    return { redirect: `/o/${slug}/sign-in-methods/providers/${id}` }
  },
})

export const saveEntityId = orgAction({
  needs: ['update:organization_connections'],
  input: inputs.foundEntityIdInput,
  recent: 'save-saml-entity-id',
  run: async (access, input) => {
    const { displayName } = await confirmEntityId(access, input)
    return { message: `The entity ID of ${displayName} is saved.` }
  },
})

export const save = orgAction({
  needs: ['update:organization_connections'],
  input: inputs.samlSettingsInput,
  recent: 'save-saml-provider',
  run: async (access, { id, display_name: name, ...flags }) => {
    const { displayName } = await updateSamlConnection(access, {
      id,
      displayName: name,
      settings: {
        signsRequests: flags.signs_requests === 'on',
        allowsUnsolicited: flags.allows_unsolicited === 'on',
        signsOutThere: flags.signs_out_there === 'on',
      },
    })
    return { message: `${displayName} is saved.` }
  },
})

export const saveAttributes = orgAction({
  needs: ['update:organization_connections'],
  input: inputs.samlAttributesInput,
  recent: 'save-saml-attributes',
  run: async (access, input) => {
    const settings = { attributes: inputs.attributesIn(input) }
    const { displayName } = await updateSamlConnection(access, { id: input.id, settings })
    return { message: `The attributes of ${displayName} are saved.` }
  },
})

export const replaceMetadata = orgAction({
  needs: ['update:organization_connections'],
  input: inputs.samlMetadataInput,
  recent: 'replace-saml-metadata',
  run: async (access, input) => {
    const { metadata, typed } = await inputs.readMetadata(access.tenantId, input)
    if (input.reviewed !== inputs.reviewedMetadata(metadata))
      return { review: inputs.reviewMetadata(metadata), typed, isUnchanged: true }
    const settings = settingsFrom(metadata)
    const { displayName } = await updateSamlConnection(access, { id: input.id, settings })
    return { message: `${displayName} is saved.` }
  },
})

export const addCertificate = orgAction({
  needs: ['update:organization_connections'],
  input: inputs.certificateInput,
  recent: 'add-saml-certificate',
  run: async (access, input) => {
    await addSamlCertificate(access, input)
    return { message: 'The certificate is added.' }
  },
})

export const removeCertificate = orgAction({
  needs: ['update:organization_connections'],
  input: inputs.fingerprintInput,
  recent: 'remove-saml-certificate',
  run: async (access, input) => {
    await removeSamlCertificate(access, input)
    return { message: 'The certificate is removed.' }
  },
})
