'use server'

import { authorize, type BySession, type Permission, type TenantAccess } from '@/lib/access'
import {
  addGrantToOrganization,
  removeGrantFromOrganization,
} from '@/lib/domain/client-grants/add-grant-to-organization'
import { createClientGrant } from '@/lib/domain/client-grants/create-client-grant'
import { deleteClientGrant } from '@/lib/domain/client-grants/delete-client-grant'
import { updateClientGrant } from '@/lib/domain/client-grants/update-client-grant'
import { addRedirectUri, updateClient } from '@/lib/domain/clients/update-client'
import { deleteClient } from '@/lib/domain/clients/delete-client'
import { revokeClientSecret, rotateClientSecret } from '@/lib/domain/clients/client-secrets'
import { addClients, removeClients } from '@/lib/domain/organization-clients/add-clients'
import { updateOrganizationClient } from '@/lib/domain/organization-clients/update-organization-client'
import { findOrganizationId } from '@/lib/domain/organizations/get-organization'
import { DomainError } from '@/lib/errors'
import { tenantAction, tenantOrgAction } from '@/lib/http/action'
import { organizationActorOf } from '@/lib/http/person'
import { newClientSecret, saveShownOnce } from '@/lib/http/shown-once'
import { applicationPath } from '../application-path'
import {
  accessInput,
  deletion,
  keptKeys,
  keyInput,
  memberAccess,
  methodInput,
  newGrantOrganization,
  newOrganization,
  newRedirectUri,
  oneApplication,
  oneGrant,
  oneSecret,
  overlapInput,
} from './action-input'
import { settingsInput } from './settings-input'

export const saveSettings = tenantAction({
  needs: ['update:clients'],
  input: settingsInput,
  recent: 'save-application',
  run: async (access, input) => {
    await updateClient(access, input)
    return { message: 'Changes saved.' }
  },
})

export const allowRedirectUri = tenantAction({
  needs: ['update:clients'],
  input: newRedirectUri,
  recent: 'allow-redirect-uri',
  run: async (access, { client_id: id, callbacks }) => {
    await addRedirectUri(access, { id, uri: callbacks })
    return { message: 'Redirect URI allowed.' }
  },
})

export const remove = tenantAction({
  needs: ['delete:clients'],
  input: deletion,
  recent: 'delete-application',
  run: async (access, { client_id: id, confirmation }) => {
    await deleteClient(access, id, { confirmation })
    return { redirect: '/console/applications' }
  },
})

export const saveMethod = tenantAction({
  needs: ['update:client_keys'],
  input: methodInput,
  recent: 'save-secret-method',
  run: async (access, { client_id: id, client_authentication_methods: tokenEndpointAuthMethod }) => {
    await updateClient(access, { id, tokenEndpointAuthMethod })
    return { message: 'Method saved.' }
  },
})

/** Leads to the page that shows the new secret. */
export const rotateSecret = tenantAction({
  needs: ['update:client_keys'],
  input: overlapInput,
  recent: 'rotate-secret',
  run: async (access, { client_id: id, previous_seconds: previousSeconds }) => {
    const { secret } = await rotateClientSecret(access, { id, previousSeconds })
    await saveShownOnce(newClientSecret, access.caller, { clientId: id, secret })
    return { redirect: `${applicationPath(id)}/credentials` }
  },
})

export const revokeSecret = tenantAction({
  needs: ['update:client_keys'],
  input: oneSecret,
  recent: 'revoke-secret',
  run: async (access, { client_id: clientId, secret_id: secretId }) => {
    await revokeClientSecret(access, { clientId, secretId })
    return { message: 'The previous secret no longer works.' }
  },
})

/** The forms send the keys that stay. */
export const addKey = tenantAction({
  needs: ['update:client_keys'],
  input: keyInput,
  recent: 'add-key',
  run: async (access, { client_id: id, kept, key_name: name, client_authentication_methods: pem }) => {
    const added = { pem, ...(name === '' ? {} : { name }) }
    await updateClient(access, { id, keys: [...kept, added] })
    return { message: 'Key added.' }
  },
})

export const removeKey = tenantAction({
  needs: ['update:client_keys'],
  input: keptKeys,
  recent: 'remove-key',
  run: async (access, { client_id: id, kept }) => {
    await updateClient(access, { id, keys: kept })
    return { message: 'Key removed.' }
  },
})

export const addOrganization = tenantAction({
  needs: ['read:organizations', 'create:organization_clients'],
  input: newOrganization,
  run: async (access, { client_id: clientId, organization, use_for_member_access: useForMemberAccess }) => {
    const inOrganization = await accessTo(access, organization, 'create:organization_clients')
    await addClients(inOrganization, [{ clientId, useForMemberAccess }])
    return { message: 'Organization added.' }
  },
})

export const setMemberAccess = tenantOrgAction({
  needs: ['update:organization_clients'],
  input: memberAccess,
  run: async (access, { client_id: clientId, use_for_member_access: useForMemberAccess }) => {
    await updateOrganizationClient(access, { clientId, useForMemberAccess })
    return { message: useForMemberAccess ? 'Members can sign in to it.' : 'It is no longer for members.' }
  },
})

export const removeOrganization = tenantOrgAction({
  needs: ['delete:organization_clients'],
  input: oneApplication,
  run: async (access, { client_id: clientId }) => {
    await removeClients(access, [clientId])
    return { message: 'Organization removed.' }
  },
})

/** Creates the client grant or, with its id, changes it. */
export const saveAccess = tenantAction({
  needs: ['create:client_grants', 'update:client_grants'],
  input: accessInput,
  recent: 'save-access',
  run: async (access, { client_id: clientId, grant_id: id, audience, scope, ...input }) => {
    const { organization_usage: organizationUsage, allow_any_organization: allowAnyOrganization } = input
    const granted = { scope, organizationUsage, allowAnyOrganization }
    if (id !== '') {
      await updateClientGrant(access, { id, ...granted })
      return { message: 'Changes saved.' }
    }
    await createClientGrant(access, { clientId, audience, ...granted })
    return { message: 'Access given.' }
  },
})

export const removeAccess = tenantAction({
  needs: ['delete:client_grants'],
  input: oneGrant.extend(oneApplication.shape),
  recent: 'remove-access',
  run: async (access, { client_id: clientId, grant_id: id }) => {
    await deleteClientGrant(access, id)
    return { redirect: `${applicationPath(clientId)}/access` }
  },
})

export const addGrantOrganization = tenantAction({
  needs: ['read:organizations', 'create:organization_client_grants'],
  input: newGrantOrganization,
  recent: 'add-grant',
  run: async (access, { grant_id: grantId, organization }) => {
    const inOrganization = await accessTo(access, organization, 'create:organization_client_grants')
    await addGrantToOrganization(inOrganization, grantId)
    return { message: 'Organization added.' }
  },
})

export const removeGrantOrganization = tenantOrgAction({
  needs: ['delete:organization_client_grants'],
  input: oneGrant,
  recent: 'remove-grant',
  run: async (access, { grant_id: grantId }) => {
    await removeGrantFromOrganization(access, grantId)
    return { message: 'Organization removed.' }
  },
})

/** @throws DomainError invalid at `organization` */
async function accessTo<P extends Permission>(
  access: TenantAccess<'read:organizations'> & BySession,
  slugOrId: string,
  needed: P,
) {
  const id = await findOrganizationId(access, slugOrId.trim())
  if (id !== null) return authorize(organizationActorOf(access, id), needed)
  throw new DomainError('invalid', 'There is no organization with this slug or ID.', {
    field: 'organization',
  })
}
