'use server'

import { z } from 'zod'
import { changeEnabledConnection } from '@/lib/domain/connections/change-enabled-connection'
import { disableConnection } from '@/lib/domain/connections/disable-connection'
import { enableConnection } from '@/lib/domain/connections/enable-connection'
import { addDomain } from '@/lib/domain/domains/add-domain'
import { verifyDomain } from '@/lib/domain/domains/verify-domain'
import { domainName } from '@/lib/domain/domains/domain-name'
import { removeDomain } from '@/lib/domain/domains/remove-domain'
import { setDomainDiscovery } from '@/lib/domain/domains/set-domain-discovery'
import { orgAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'

const named = z.object({ id: z.string().default('') })
const ticked = z.literal('on').optional().catch(undefined).transform(Boolean)

export const enableMethod = orgAction({
  needs: ['create:organization_connections'],
  input: named,
  recent: true,
  run: async (access, { id }) => {
    const { displayName } = await enableConnection(access, id)
    return { message: `${displayName} is enabled.` }
  },
})

export const disableMethod = orgAction({
  needs: ['delete:organization_connections'],
  input: named,
  recent: true,
  run: async (access, { id }, { slug }) => {
    await disableConnection(access, id)
    return { redirect: `/o/${slug}/sign-in-methods` }
  },
})

export const saveSettings = orgAction({
  needs: ['update:organization_connections'],
  input: named.extend({
    show_as_button: ticked,
    assign_membership_on_login: ticked,
    is_signup_enabled: ticked,
  }),
  recent: true,
  run: async (access, { id, ...input }) => {
    const { displayName } = await changeEnabledConnection(access, {
      id,
      showAsButton: input.show_as_button,
      assignMembershipOnLogin: input.assign_membership_on_login,
      isSignupEnabled: input.is_signup_enabled,
    })
    return { message: `${displayName} is saved.` }
  },
})

export const createDomain = orgAction({
  needs: ['create:organization_discovery_domains'],
  input: z.object({ domain: textField(domainName) }),
  run: async (access, input) => {
    const { domain } = await addDomain(access, input)
    return { message: `${domain} was added. Create its DNS record, then check it.` }
  },
})

export const checkDomain = orgAction({
  needs: ['update:organization_discovery_domains'],
  input: named,
  run: async (access, { id }) => {
    const { domain } = await verifyDomain(access, id)
    return { message: `${domain} is verified.` }
  },
})

export const routeDomain = orgAction({
  needs: ['update:organization_discovery_domains'],
  input: named.extend({ lead: z.enum(['on', 'off']) }),
  run: async (access, { id, lead }) => {
    const { domain } = await setDomainDiscovery(access, { id, useForOrganizationDiscovery: lead === 'on' })
    const where = lead === 'on' ? 'are routed here now' : 'are no longer routed here'
    return { message: `Sign-ins with ${domain} addresses ${where}.` }
  },
})

export const deleteDomain = orgAction({
  needs: ['delete:organization_discovery_domains'],
  input: named,
  run: async (access, { id }) => {
    const { domain } = await removeDomain(access, id)
    return { message: `${domain} is removed.` }
  },
})
