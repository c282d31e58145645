'use server'

import { z } from 'zod'
import { findOrganizationOfAddress, type RoutedOrganization } from '@/lib/domain/domains/queries'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { requestSignInEmail, signInWithEmail } from '@/lib/domain/users/sign-in-with-email'
import { signInUnlessRouted } from '@/lib/domain/users/sign-in-with-password'
import { emailAddress } from '@/lib/domain/text/email-address'
import { visitorAction } from '@/lib/http/action'
import { rememberAddress } from '@/lib/web/address-cookie'
import { completeSignIn } from '@/lib/web/complete-sign-in'
import { findDevice } from '@/lib/web/device-cookie'
import { textField } from '@/lib/http/text-field'
import { pathWith } from '@/lib/http/page-query'
import { lastTyped } from '../front-links'
import { organizationAt } from '../front-page'
import { code, organization, proof, token } from '../front-schemas'

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
 * An address in a verified domain leads to that organization’s page, even if no user has the address. At that page, it
 * leads to the connection that is required of it.
 */
export const signIn = visitorAction({
  input: requested,
  run: (tenant, input) => (input.way === 'mail' ? sendEmail(tenant, input) : tryPassword(tenant, input)),
})

export const signInByCode = visitorAction({
  input: z.object({ proof, code, organization: organization.shape.organization }),
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

type Requested = z.output<typeof requested>

async function sendEmail(tenant: Tenant, input: Requested): Promise<{ redirect: string }> {
  const { email: address, return_to: returnTo, organization: slug } = input
  const found = await findOrganizationOfAddress(tenant.id, address.email)
  if (found && isRouted(input, found)) return await redirectToOrganization(tenant, input, found)
  const organization = await organizationAt(slug)
  const { proofId: emailTokenId } = await requestSignInEmail(tenant.id, {
    address,
    organizationId: organization?.id ?? null,
    returnTo,
  })
  await rememberAddress(tenant, { key: emailTokenId, email: address.email, purpose: 'sign_in' })
  return {
    redirect: pathWith('/sign-in/code', { proof: emailTokenId, organization: slug, return_to: returnTo }),
  }
}

async function tryPassword(tenant: Tenant, input: Requested): Promise<{ redirect: string }> {
  const { email: address, return_to: returnTo, password = '' } = input
  const organization = await organizationAt(input.organization)
  const device = await findDevice(tenant, { emailFolded: address.folded })
  const here = organization ? { organizationId: organization.id } : {}
  const attempt = { email: address.email, password, device, ...here }
  const arrival = await signInUnlessRouted(tenant.id, attempt, (found) => isRouted(input, found))
  if ('routedTo' in arrival) return await redirectToOrganization(tenant, input, arrival.routedTo)
  return await completeSignIn(tenant, arrival, { returnTo, slug: organization?.slug })
}

function isRouted({ here, organization: slug }: Requested, found: RoutedOrganization): boolean {
  return !here && (slug === null || (found.isRequired && found.slug === slug))
}

async function redirectToOrganization(
  tenant: Tenant,
  { email, return_to: returnTo, organization }: Requested,
  { slug, connectionId: connection }: RoutedOrganization,
): Promise<{ redirect: string }> {
  await rememberAddress(tenant, { key: lastTyped, email: email.email, purpose: 'sign_in' })
  const found = organization === null ? '1' : null
  const query = { address: lastTyped, return_to: returnTo, connection, again: '1', found }
  return { redirect: pathWith(`/o/${slug}`, query) }
}
