'use server'

import { z } from 'zod'
import { addOrganizationConnection } from '@/lib/domain/connections/add-organization-connection'
import { removeOrganizationConnection } from '@/lib/domain/connections/remove-organization-connection'
import { updateOrganizationConnection } from '@/lib/domain/connections/update-organization-connection'
import { addDomain } from '@/lib/domain/domains/add-domain'
import { verifyDomain } from '@/lib/domain/domains/verify-domain'
import { domainName } from '@/lib/domain/domains/domain-name'
import { setDomainJoining } from '@/lib/domain/domains/set-domain-joining'
import { removeDomain } from '@/lib/domain/domains/remove-domain'
import { updateDomain } from '@/lib/domain/domains/update-domain'
import { orgAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'

const withId = z.object({ id: z.string().default('') })
const checkbox = z.literal('on').optional().catch(undefined).transform(Boolean)

export const enableMethod = orgAction({
  needs: ['create:organization_connections'],
  input: withId,
  recent: 'enable-method',
  run: async (access, { id }) => {
    const { displayName } = await addOrganizationConnection(access, { id, ifPresent: 'enable' })
    return { message: `${displayName} is enabled.` }
  },
})

export const disableMethod = orgAction({
  needs: ['delete:organization_connections'],
  input: withId,
  recent: 'disable-method',
  run: async (access, { id }, { slug }) => {
    await removeOrganizationConnection(access, { id })
    return { redirect: `/o/${slug}/sign-in-methods` }
  },
})

export const saveSettings = orgAction({
  needs: ['update:organization_connections'],
  input: withId.extend({
    show_as_button: checkbox,
    assign_membership_on_login: checkbox,
    is_signup_enabled: checkbox,
  }),
  recent: 'save-method',
  run: async (access, { id, ...input }) => {
    const { displayName } = await updateOrganizationConnection(access, {
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
  input: withId,
  run: async (access, { id }) => {
    const { domain } = await verifyDomain(access, id)
    return { message: `${domain} is verified.` }
  },
})

export const routeDomain = orgAction({
  needs: ['update:organization_discovery_domains'],
  input: withId.extend({ lead: z.enum(['on', 'off']) }),
  recent: 'route-domain',
  run: async (access, { id, lead }) => {
    const { domain } = await updateDomain(access, { id, useForOrganizationDiscovery: lead === 'on' })
    const where = lead === 'on' ? 'are routed here now' : 'are no longer routed here'
    return { message: `Sign-ins with ${domain} addresses ${where}.` }
  },
})

/** `joining` is `nothing`, `ask`, or the id of the role with which people join. */
export const saveJoining = orgAction({
  needs: ['update:organization_discovery_domains', 'create:organization_invitations'],
  input: withId.extend({ joining: z.string().max(100).catch('nothing') }),
  run: async (access, { id, joining }) => {
    const { domain } = await setDomainJoining(access, {
      id,
      joining:
        joining === 'nothing' || joining === 'ask' ? { mode: joining } : { mode: 'join', roleId: joining },
    })
    return { message: `What people at ${domain} can do is saved.` }
  },
})

export const deleteDomain = orgAction({
  needs: ['delete:organization_discovery_domains'],
  input: withId,
  recent: 'remove-domain',
  run: async (access, { id }) => {
    const { domain } = await removeDomain(access, id)
    return { message: `${domain} is removed.` }
  },
})
