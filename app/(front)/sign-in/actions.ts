'use server'

import { z } from 'zod'
import { findOrganizationOfAddress, type RoutedOrganization } from '@/lib/domain/domains/queries'
import { requestSignInEmail, signInWithEmail } from '@/lib/domain/users/sign-in-with-email'
import { signInWithPassword } from '@/lib/domain/users/sign-in-with-password'
import { type EmailAddress, emailAddress } from '@/lib/domain/text/email-address'
import { visitorAction } from '@/lib/http/action'
import { rememberAddress } from '@/lib/web/address-cookie'
import { completeSignIn } from '@/lib/web/complete-sign-in'
import { findDevice } from '@/lib/web/device-cookie'
import { textField } from '@/lib/http/text-field'
import { frontLink, lastTyped } from '../front-links'
import { organizationAt } from '../front-page'
import { code, organization, token } from '../front-schemas'

const requested = organization
  .extend({
    email: textField(emailAddress),
    password: z.string().max(10_000, 'That is too long for a password.').optional(),
    way: z.string().optional(),
    here: z.string().optional(),
  })
  .refine(({ way, password }) => way === 'mail' || Boolean(password), {
    path: ['password'],
    error: 'Enter your password.',
    when: () => true,
  })

/**
 * An address in a verified domain goes to that organization’s page, even if no user has the address. At that page, it goes
 * to the connection that is required of it.
 */
export const signIn = visitorAction({
  input: requested,
  run: async (tenant, input) => {
    const { email: address, return_to: returnTo, organization: slug } = input
    const leads = input.here ? null : await findLead(tenant.id, { address, slug })
    if (leads) {
      await rememberAddress(tenant, { key: lastTyped, email: address.email, purpose: 'sign_in' })
      return { redirect: theirPage(leads, { returnTo, isFound: slug === null }) }
    }
    const organization = await organizationAt(slug)
    const organizationId = organization?.id
    if (input.way === 'mail') {
      const { proofId: emailTokenId } = await requestSignInEmail(tenant.id, {
        address,
        organizationId: organizationId ?? null,
        returnTo,
      })
      await rememberAddress(tenant, { key: emailTokenId, email: address.email, purpose: 'sign_in' })
      const query = { proof: emailTokenId, organization: slug, return_to: returnTo }
      return { redirect: frontLink('/sign-in/code', query) }
    }
    const device = await findDevice(tenant, { emailFolded: address.folded })
    const attempt = { email: address.email, password: input.password ?? '', device }
    const here = organizationId === undefined ? {} : { organizationId }
    const arrival = await signInWithPassword(tenant.id, { ...attempt, ...here })
    return await completeSignIn(tenant, arrival, { returnTo, slug: organization?.slug })
  },
})

export const signInByCode = visitorAction({
  input: z.object({ proof: z.string().max(100), code, organization: organization.shape.organization }),
  run: async (tenant, { proof: emailTokenId, code, organization }) => {
    const arrival = await signInWithEmail(tenant.id, { proofId: emailTokenId, code })
    return await completeSignIn(tenant, arrival, { returnTo: arrival.returnTo, slug: organization })
  },
})

export const signInByLink = visitorAction({
  input: z.object({ token, organization: organization.shape.organization }),
  run: async (tenant, { token, organization }) => {
    const arrival = await signInWithEmail(tenant.id, { token })
    return await completeSignIn(tenant, arrival, { returnTo: arrival.returnTo, slug: organization })
  },
})

async function findLead(
  tenantId: string,
  { address, slug }: { address: EmailAddress; slug: string | null },
): Promise<RoutedOrganization | null> {
  const found = await findOrganizationOfAddress(tenantId, address.email)
  return slug === null || (found?.isRequired && found.slug === slug) ? found : null
}

function theirPage(
  { slug, connectionId }: RoutedOrganization,
  { returnTo, isFound }: { returnTo: string | null; isFound: boolean },
): string {
  const found = isFound ? '1' : null
  const query = { address: lastTyped, return_to: returnTo, connection: connectionId, again: '1', found }
  return frontLink(`/o/${slug}`, query)
}
