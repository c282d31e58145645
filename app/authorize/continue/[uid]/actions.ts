'use server'

import { z } from 'zod'
import { findOrganizationOfAddress } from '@/lib/domain/domains/queries'
import { findNamedOrganization } from '@/lib/domain/tokens/find-application'
import { findMyOrganization } from '@/lib/domain/organizations/my-organizations'
import { fold } from '@/lib/domain/text/fold'
import { type DomainError, invalid, notFound } from '@/lib/errors'
import { personAction, visitorAction } from '@/lib/http/action'
import { interactionStep } from '@/lib/oidc/interaction-step'
import { type Application, cancelSignIn, saveOrganizationChoice } from '@/lib/oidc/interaction'

/** A malformed id is treated as that of an expired sign-in. */
const uid = z
  .string()
  .regex(/^[\w-]{1,100}$/)
  .catch('over')

/** Finds an organization by its name or by the domain of an email address, as the application allows. */
export const choose = visitorAction({
  input: z.object({
    uid,
    organization: z.string().max(320, 'That is too long.').transform(fold),
  }),
  run: async (tenant, { uid, organization: text }) => {
    const step = await interactionStep(uid)
    if (step.kind !== 'choose-organization') return { redirect: pathOf(uid) }
    const { discovery } = step.application
    const byAddress = discovery.byAddress && (text.includes('@') || !discovery.byName)
    const found = byAddress
      ? await findOrganizationOfAddress(tenant.id, text)
      : await findNamedOrganization(tenant.id, { value: text, byName: true })
    if (!found) throw organizationNotFound(text, byAddress, discovery)
    const hint = byAddress ? { hint: text } : {}
    await saveOrganizationChoice(uid, { organizationId: found.id, ...hint })
    return { redirect: pathOf(uid) }
  },
})

export const pick = personAction({
  input: z.object({ uid, organization: z.string().max(100) }),
  run: async (access, { uid, organization: organizationId }) => {
    if (!(await findMyOrganization(access, organizationId))) throw notFound()
    await saveOrganizationChoice(uid, { organizationId })
    return { redirect: pathOf(uid) }
  },
})

export const cancel = visitorAction({
  input: z.object({ uid }),
  run: async (_tenant, { uid }) => {
    await cancelSignIn(uid, 'the user stopped signing in')
    return { redirect: pathOf(uid) }
  },
})

/** The message about an address does not reveal whether a user has it. */
function organizationNotFound(
  text: string,
  byAddress: boolean,
  { byName }: Application['discovery'],
): DomainError {
  return invalid('organization', sentence())
  function sentence(): string {
    if (text === '') return byAddress && !byName ? 'Enter your email address.' : 'Enter a name.'
    if (!byAddress)
      return 'No organization has this name. It’s the last part of the address where you sign in.'
    return byName
      ? 'No organization uses this email domain. Enter the organization’s name instead.'
      : 'No organization uses this email domain. Ask your organization’s admin how to sign in.'
  }
}

function pathOf(uid: string): string {
  return `/authorize/continue/${uid}`
}
