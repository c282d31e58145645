'use server'

import { z } from 'zod'
import { parseNewPassword } from '@/lib/domain/crypto/new-password'
import { emailAddress } from '@/lib/domain/text/email-address'
import { findEmailToken, type FoundEmailToken, invalidEmailToken } from '@/lib/domain/users/email-token'
import { signUp, verifySignUp } from '@/lib/domain/users/sign-up'
import { DomainError } from '@/lib/errors'
import { visitorAction } from '@/lib/http/action'
import { rememberAddress } from '@/lib/web/address-cookie'
import { completeSignIn } from '@/lib/web/complete-sign-in'
import { textField } from '@/lib/http/text-field'
import { isSigningUpHere, rememberSignUp } from '@/lib/http/signing-up'
import { pathWith } from '@/lib/http/page-query'
import { organizationAt } from '../front-page'
import { code, newPassword, personName, organization, proof, token } from '../front-schemas'

export const createAccount = visitorAction({
  input: organization.extend({ name: personName, email: textField(emailAddress), password: newPassword }),
  run: async (tenant, { name, email: address, password, return_to: returnTo, organization: slug }) => {
    const requested = await organizationAt(slug)
    const organization = requested?.offersSignUp ? requested : null
    const organizationId = organization?.id ?? null
    const { proofId: emailTokenId } = await signUp(tenant.id, {
      name,
      address,
      password,
      organizationId,
      returnTo,
    })
    await rememberSignUp(tenant, emailTokenId)
    await rememberAddress(tenant, { key: emailTokenId, email: address.email, purpose: 'sign_up' })
    const query = { proof: emailTokenId, return_to: returnTo, organization: organization?.slug }
    return { redirect: pathWith('/sign-up/code', query) }
  },
})

export const confirmByCode = visitorAction({
  input: z.object({ proof, code }),
  run: async (tenant, { proof: emailTokenId, code }) => {
    // Otherwise an attacker could sign up with another person’s address and send them the link to this page.
    if (!(await isSigningUpHere(tenant, emailTokenId))) throw startedElsewhere()
    const arrival = await verifySignUp(tenant.id, { proofId: emailTokenId, code })
    return await completeSignIn(tenant, arrival, arrival)
  },
})

export const confirmByLink = visitorAction({
  input: z.object({ token, password: newPassword.optional() }),
  run: async (tenant, { token, password }) => {
    const emailToken = await findEmailToken(tenant.id, 'sign_up', token)
    if (emailToken?.state !== 'live') throw invalidEmailToken({ token })
    const asksForPassword = emailToken.hasPassword && !(await isSigningUpHere(tenant, emailToken.id))
    // This browser held the sign-up cookie when the page was rendered, but lost it: /verify asks for a password.
    if (asksForPassword && password === undefined) return { redirect: pathWith('/verify', { token }) }
    const chosen = asksForPassword ? await checked(tenant.id, password, emailToken) : undefined
    const arrival = await verifySignUp(tenant.id, { token }, chosen)
    return await completeSignIn(tenant, arrival, arrival)
  },
})

/** In another browser: an attacker may have signed up with this address and their password. This one replaces it. */
function checked(tenantId: string, password = '', { email, name }: FoundEmailToken): Promise<string> {
  return parseNewPassword(tenantId, name === null ? { email } : { email, name }, password)
}

function startedElsewhere(): DomainError {
  const sentence = 'This sign-up was started in another browser. Open the link in the email instead.'
  return new DomainError('gone', sentence, { field: 'code' })
}
