'use server'

import { z } from 'zod'
import { appTypes } from '@/lib/domain/clients/app-type'
import { createClient } from '@/lib/domain/clients/create-client'
import { tenantAction } from '@/lib/http/action'
import { deleteShownOnce, newClientSecret, saveShownOnce } from '@/lib/http/shown-once'
import { applicationPath } from './application-path'

/** Leads to the page that shows the secret. */
export const create = tenantAction({
  needs: ['create:clients'],
  input: z.object({
    name: z.string().max(1000).default(''),
    app_type: z.enum(appTypes, 'Choose a type.'),
    organization_usage: z.enum(['deny', 'allow', 'require'], 'Choose how people sign in.').default('allow'),
  }),
  recent: 'create-application',
  run: async (access, { name, app_type: appType, organization_usage: organizationUsage }) => {
    const { client, secret } = await createClient(access, { name, appType, organizationUsage })
    if (secret !== null) await saveShownOnce(newClientSecret, access.caller, { clientId: client.id, secret })
    return { redirect: applicationPath(client.id) }
  },
})

export const dismissSecret = tenantAction({
  needs: ['read:clients'],
  input: z.object({}),
  run: async () => {
    await deleteShownOnce(newClientSecret)
    return {}
  },
})
