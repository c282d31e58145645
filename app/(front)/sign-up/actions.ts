'use server'

import { z } from 'zod'
import { parsePassword } from '@/lib/domain/crypto/parse-password'
import { parseEmail } from '@/lib/domain/text/parse-email'
import { invalidEmailToken } from '@/lib/domain/users/invalid-email-token'
import { findProof, type FoundProof } from '@/lib/domain/users/find-proof'
import { proveSignUp } from '@/lib/domain/users/prove-sign-up'
import { signUp } from '@/lib/domain/users/sign-up'
import { DomainError } from '@/lib/errors'
import { visitorAction } from '@/lib/http/action'
import { completeSignIn } from '@/lib/http/complete-sign-in'
import { parsed } from '@/lib/http/parsed'
import { isSigningUpHere, rememberSignUp } from '@/lib/http/signing-up'
import { frontLink } from '../front-links'
import { organizationAt } from '../front-page'
import { code, newPassword, personName, place, token } from '../front-schemas'

export const createAccount = visitorAction({
  input: place.extend({ name: personName, email: parsed(parseEmail), password: newPassword }),
  run: async (tenant, { name, email: address, password, return_to: returnTo, organization: slug }) => {
    const asked = await organizationAt(slug)
    const organization = asked?.offersSignUp ? asked : null
    const organizationId = organization?.id ?? null
    const { proofId } = await signUp(tenant.id, { name, address, password, organizationId, returnTo })
    await rememberSignUp(tenant, proofId)
    const query = { proof: proofId, return_to: returnTo, organization: organization?.slug }
    return { redirect: frontLink('/sign-up/code', query) }
  },
})

export const confirmByCode = visitorAction({
  input: z.object({ proof: z.string().max(100), code }),
  run: async (tenant, { proof: proofId, code }) => {
    // Otherwise an attacker could sign up with another person’s address and send them the link to this page.
    if (!(await isSigningUpHere(tenant, proofId))) throw begunElsewhere()
    const arrival = await proveSignUp(tenant.id, { proofId, code })
    return await completeSignIn(tenant, arrival, arrival)
  },
})

export const confirmByLink = visitorAction({
  input: z.object({ token, password: newPassword.optional() }),
  run: async (tenant, { token, password }) => {
    const proof = await findProof(tenant.id, 'sign_up', token)
    if (proof?.state !== 'live') throw invalidEmailToken({ token })
    const isHere = await isSigningUpHere(tenant, proof.id)
    // This browser held the sign-up cookie when the page was rendered but no longer does: /verify asks for a password.
    if (!isHere && password === undefined) return { redirect: frontLink('/verify', { token }) }
    const chosen = isHere ? undefined : judged(password, proof)
    const arrival = await proveSignUp(tenant.id, { token }, chosen)
    return await completeSignIn(tenant, arrival, arrival)
  },
})

/**
 * Whoever opens the link in another browser may never have signed up: an attacker may have used their address with a
 * password of the attacker’s choice. So the password entered here replaces it.
 */
function judged(password = '', { email, name }: FoundProof): string {
  const outcome = parsePassword(password, name === null ? { email } : { email, name })
  if (!outcome.ok) throw new DomainError('invalid', outcome.problem, { field: 'password' })
  return outcome.value
}

function begunElsewhere(): DomainError {
  const sentence = 'This sign-up was begun in another browser. Open the link in the email instead.'
  return new DomainError('gone', sentence, { field: 'code' })
}
