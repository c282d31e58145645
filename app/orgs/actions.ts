'use server'

import { z } from 'zod'
import { findMyOrganization } from '@/lib/domain/organizations/my-organizations'
import { restoreOrganization } from '@/lib/domain/organizations/restore-organization'
import { personalMessage } from '@/lib/domain/invitations/personal-message'
import { joinByDomain } from '@/lib/domain/join-requests/join-by-domain'
import { findJoinableOrganization } from '@/lib/domain/join-requests/queries'
import { requestToJoin, withdrawJoinRequest } from '@/lib/domain/join-requests/request-to-join'
import { switchOrganization } from '@/lib/domain/users/switch-organization'
import { DomainError, notFound } from '@/lib/errors'
import { personAction } from '@/lib/http/action'
import { idle } from '@/lib/http/form-state'
import { textField } from '@/lib/http/text-field'

const organizationInput = z.object({ organization_id: z.string().max(100) })

const enter = personAction({
  input: organizationInput,
  run: async (access, { organization_id }) => {
    try {
      const { slug } = await switchOrganization(access, organization_id)
      return { redirect: `/o/${slug}/home` }
    } catch (error) {
      if (!(error instanceof DomainError) || !isSolvedBySignInPage(error)) throw error
      const organization = await findMyOrganization(access, organization_id)
      if (!organization) throw notFound()
      return { redirect: `/o/${organization.slug}` }
    }
  },
})

/** There the user signs in again, or reads why that does not help. */
function isSolvedBySignInPage({ code }: DomainError): boolean {
  return code === 'sign_in_again' || code === 'other_network'
}

/** By way of the organization’s sign-in page, if the organization requires that. */
export async function switchTo(form: FormData): Promise<void> {
  await enter(idle, form)
}

export const restore = personAction({
  input: organizationInput,
  run: async (access, { organization_id }) => {
    const { slug } = await restoreOrganization(access, organization_id)
    return { redirect: `/o/${slug}/home` }
  },
})

/** By way of the organization’s sign-in page, if the organization requires that. */
export const join = personAction({
  input: organizationInput,
  run: async (access, { organization_id }) => {
    try {
      const { slug } = await joinByDomain(access, organization_id)
      return { redirect: `/o/${slug}/home` }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'sign_in_again') throw error
      const organization = await findJoinableOrganization(access, organization_id)
      if (!organization) throw error
      return { redirect: `/o/${organization.slug}?again=1` }
    }
  },
})

export const ask = personAction({
  input: organizationInput.extend({ message: textField(personalMessage) }),
  run: async (access, { organization_id: organizationId, message }) => {
    const { displayName } = await requestToJoin(access, { organizationId, message })
    return { message: `You asked to join ${displayName}. You’ll get an email with the answer.` }
  },
})

export const withdraw = personAction({
  input: organizationInput,
  run: async (access, { organization_id }) => {
    await withdrawJoinRequest(access, organization_id)
    return { message: 'Your request is withdrawn.' }
  },
})
