'use server'

import { removeOrganizationConnection } from '@/lib/domain/connections/remove-organization-connection'
import { tenantOrgAction } from '@/lib/http/action'
import * as changes from '../../../../o/[slug]/(portal)/sign-in-methods/method-changes'

export const enableMethod = tenantOrgAction({
  needs: ['create:organization_connections'],
  input: changes.idInput,
  recent: 'enable-method',
  run: changes.enableMethod,
})

export const saveMethod = tenantOrgAction({
  needs: ['update:organization_connections'],
  input: changes.settingsInput,
  recent: 'save-method',
  run: changes.saveMethod,
})

export const disableMethod = tenantOrgAction({
  needs: ['delete:organization_connections'],
  input: changes.idInput,
  recent: 'disable-method',
  run: async (access, { id }) => {
    await removeOrganizationConnection(access, { id })
    return { message: 'The sign-in method is disabled.' }
  },
})

export const createDomain = tenantOrgAction({
  needs: ['create:organization_discovery_domains'],
  input: changes.domainInput,
  run: changes.createDomain,
})

export const checkDomain = tenantOrgAction({
  needs: ['update:organization_discovery_domains'],
  input: changes.idInput,
  run: changes.checkDomain,
})

export const routeDomain = tenantOrgAction({
  needs: ['update:organization_discovery_domains'],
  input: changes.routingInput,
  recent: 'route-domain',
  run: changes.routeDomain,
})

export const saveJoining = tenantOrgAction({
  needs: ['update:organization_discovery_domains', 'create:organization_invitations'],
  input: changes.joiningInput,
  recent: 'save-joining',
  run: changes.saveJoining,
})

export const deleteDomain = tenantOrgAction({
  needs: ['delete:organization_discovery_domains'],
  input: changes.idInput,
  recent: 'remove-domain',
  run: changes.deleteDomain,
})
