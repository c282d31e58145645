'use server'

import { z } from 'zod'
import {
  addGrantToOrganization,
  removeGrantFromOrganization,
} from '@/lib/domain/client-grants/add-grant-to-organization'
import { addClients, removeClients } from '@/lib/domain/organization-clients/add-clients'
import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import { checkbox, tenantOrgAction } from '@/lib/http/action'

const id = z.string('Choose one.').min(1, 'Choose one.').max(100)

export const addApplication = tenantOrgAction({
  needs: ['create:organization_clients'],
  input: z.object({ client_id: id, use_for_member_access: checkbox }),
  run: async (access, { client_id: clientId, use_for_member_access: useForMemberAccess }) => {
    const [added] = await addClients(access, [{ clientId, useForMemberAccess }])
    return { message: `${added?.name ?? clientId} was added.` }
  },
})

export const removeApplication = tenantOrgAction({
  needs: ['delete:organization_clients'],
  input: z.object({ client_id: id }),
  run: async (access, { client_id }) => {
    await removeClients(access, [client_id])
    return { message: 'The application was removed.' }
  },
})

export const limitApplications = tenantOrgAction({
  needs: ['update:organizations'],
  input: z.object({ limit: z.enum(['on', 'off']) }),
  run: async (access, { limit }) => {
    await updateOrganization(access, { settings: { isAppEntitlementActive: limit === 'on' } })
    return {
      message:
        limit === 'on'
          ? 'Members can sign in to the applications below only.'
          : 'Members can sign in to every application.',
    }
  },
})

export const addGrant = tenantOrgAction({
  needs: ['create:organization_client_grants'],
  input: z.object({ grant_id: id }),
  recent: 'add-grant',
  run: async (access, { grant_id }) => {
    const { clientName, audience } = await addGrantToOrganization(access, grant_id)
    return { message: `${clientName ?? 'The machine'} can call ${audience} here now.` }
  },
})

export const removeGrant = tenantOrgAction({
  needs: ['delete:organization_client_grants'],
  input: z.object({ grant_id: id }),
  recent: 'remove-grant',
  run: async (access, { grant_id }) => {
    await removeGrantFromOrganization(access, grant_id)
    return { message: 'The machine has no access here any more.' }
  },
})
