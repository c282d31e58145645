'use server'

import { removeOrganizationConnection } from '@/lib/domain/connections/remove-organization-connection'
import { orgAction } from '@/lib/http/action'
import * as changes from './method-changes'

export const enableMethod = orgAction({
  needs: ['create:organization_connections'],
  input: changes.idInput,
  recent: 'enable-method',
  run: changes.enableMethod,
})

export const disableMethod = orgAction({
  needs: ['delete:organization_connections'],
  input: changes.idInput,
  recent: 'disable-method',
  run: async (access, { id }, { slug }) => {
    await removeOrganizationConnection(access, { id })
    return { redirect: `/o/${slug}/sign-in-methods` }
  },
})

export const saveSettings = orgAction({
  needs: ['update:organization_connections'],
  input: changes.settingsInput,
  recent: 'save-method',
  run: changes.saveMethod,
})

export const saveJoinRole = orgAction({
  needs: ['update:organization_connections', 'create:organization_invitations'],
  input: changes.joinRoleInput,
  recent: 'save-join-role',
  run: changes.saveJoinRole,
})

export const createDomain = orgAction({
  needs: ['create:organization_discovery_domains'],
  input: changes.domainInput,
  run: changes.createDomain,
})

export const checkDomain = orgAction({
  needs: ['update:organization_discovery_domains'],
  input: changes.idInput,
  run: changes.checkDomain,
})

export const routeDomain = orgAction({
  needs: ['update:organization_discovery_domains'],
  input: changes.routingInput,
  recent: 'route-domain',
  run: changes.routeDomain,
})

export const saveJoining = orgAction({
  needs: ['update:organization_discovery_domains', 'create:organization_invitations'],
  input: changes.joiningInput,
  recent: 'save-joining',
  run: changes.saveJoining,
})

export const deleteDomain = orgAction({
  needs: ['delete:organization_discovery_domains'],
  input: changes.idInput,
  recent: 'remove-domain',
  run: changes.deleteDomain,
})
