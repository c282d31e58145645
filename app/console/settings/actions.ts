'use server'

import { z } from 'zod'
import { countInheritance, updateInheritance } from '@/lib/domain/tenants/inheritance'
import { updateTenantSettings } from '@/lib/domain/tenants/tenant-settings'
import { DomainError } from '@/lib/errors'
import { checkbox, tenantAction } from '@/lib/http/action'
import { inheritanceReview } from './inheritance-review'
import { optionalNumber, optionalText, wholeNumber } from './setting-inputs'
import { textField } from '@/lib/http/text-field'
import { forgetTenants } from '@/lib/web/tenant'

export const save = tenantAction({
  needs: ['update:tenant_settings'],
  input: z.object({
    friendly_name: textField(z.string().max(2000, 'Name can have at most 100 characters.')),
    support_email: optionalText,
    support_url: optionalText,
    default_audience: optionalText,
    default_redirection_uri: optionalText,
    organizations_per_day: optionalNumber,
    allow_organization_name: checkbox,
    refuse_leaked_passwords: checkbox,
  }),
  recent: 'save-settings',
  run: async (access, input) => {
    await updateTenantSettings(access, {
      name: input.friendly_name,
      supportEmail: input.support_email,
      supportUrl: input.support_url,
      defaultAudience: input.default_audience,
      defaultRedirectionUri: input.default_redirection_uri,
      organizationsPerDay: input.organizations_per_day,
      allowOrganizationNameInAuthenticationApi: input.allow_organization_name,
      refuseLeakedPasswords: input.refuse_leaked_passwords,
    })
    forgetTenants()
    return { message: 'Settings saved.' }
  },
})

export const saveSessions = tenantAction({
  needs: ['update:tenant_settings'],
  input: z.object({ idle_session_lifetime: wholeNumber, session_lifetime: wholeNumber }),
  recent: 'save-sessions',
  run: async (access, input) => {
    await updateTenantSettings(access, {
      sessionIdleMinutes: input.idle_session_lifetime,
      sessionAbsoluteMinutes: input.session_lifetime,
    })
    return { message: 'Sessions saved.' }
  },
})

/** Saves only what a review has shown: the first submit returns the review. */
export const setInheritance = tenantAction({
  needs: ['update:tenant_settings'],
  input: z.object({ inherit: checkbox, reviewed: z.string().max(200).default('') }),
  recent: 'save-inheritance',
  run: async (access, { inherit: isOn, reviewed }) => {
    const review = async (notice?: string) => ({
      review: inheritanceReview(await countInheritance(access), { isOn, notice }),
    })
    if (reviewed === '') return await review()
    try {
      await updateInheritance(access, { isOn, version: reviewed })
      return { message: isOn ? 'Inheritance is on.' : 'Inheritance is off.' }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'conflict') return await review(error.message)
      throw error
    }
  },
})
