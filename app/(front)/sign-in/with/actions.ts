'use server'

import { z } from 'zod'
import { linkIdentity } from '@/lib/domain/connections/link-identity'
import { verifyProviderEmail } from '@/lib/domain/connections/verify-provider-email'
import { personAction, visitorAction } from '@/lib/http/action'
import { currentTenant } from '@/lib/web/tenant'
import { findPendingLink } from '@/lib/federation/pending-link'
import { failedPath, finishFederatedSignIn } from '@/lib/federation/finish-federated-sign-in'
import { code } from '../../front-schemas'

export const verifyAddress = visitorAction({
  input: z.object({ code }),
  run: async (tenant, { code }) => {
    const pending = await findPendingLink(tenant)
    if (pending?.wait.for !== 'code') return { redirect: failedPath('lost') }
    const { federated, displayName, wait } = pending
    const outcome = await verifyProviderEmail(tenant.id, federated, { proofId: wait.proofId, code })
    return { redirect: await finishFederatedSignIn(tenant, { federated, displayName, outcome }) }
  },
})

export const linkAccount = personAction({
  input: z.object({}),
  recent: 'link-account',
  run: async (access) => {
    const tenant = await currentTenant()
    const pending = await findPendingLink(tenant)
    if (pending?.wait.for !== 'account') return { redirect: failedPath('lost') }
    const { federated, displayName, wait } = pending
    if (access.userId !== wait.userId) return { redirect: '/sign-in/with/link' }
    const outcome = await linkIdentity(access, federated)
    return { redirect: await finishFederatedSignIn(tenant, { federated, displayName, outcome }) }
  },
})
