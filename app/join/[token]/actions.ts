'use server'

import { z } from 'zod'
import { joinByLink } from '@/lib/domain/join-links/join-by-link'
import { signUpByLink } from '@/lib/domain/join-links/sign-up-by-link'
import { emailAddress } from '@/lib/domain/text/email-address'
import { personAction, visitorAction } from '@/lib/http/action'
import { rememberSignUp } from '@/lib/http/signing-up'
import { rememberAddress } from '@/lib/web/address-cookie'
import { textField } from '@/lib/http/text-field'
import { pathWith } from '@/lib/http/page-query'
import { linkSecret, newPassword, personName } from '../../(front)/front-schemas'
import { redirectIfGone } from '../../(front)/redirect-if-gone'

const linkInput = z.object({
  token: linkSecret,
})

export const join = personAction({
  input: linkInput,
  run: (access, { token }) =>
    redirectIfGone(`/join/${token}`, async () => {
      const { slug } = await joinByLink(access, token)
      return { redirect: `/o/${slug}/home` }
    }),
})

/** The form’s other button (`way=mail`) creates the account without a password. */
export const joinAsNew = visitorAction({
  input: linkInput.extend({
    name: personName,
    email: textField(emailAddress),
    password: newPassword.optional(),
    way: z.string().optional(),
  }),
  run: (tenant, { token, name, email: address, password = '', way }) =>
    redirectIfGone(`/join/${token}`, async () => {
      const person = { name, address, password: way === 'mail' ? undefined : password }
      const { proofId: emailTokenId } = await signUpByLink(tenant.id, token, person)
      await rememberSignUp(tenant, emailTokenId)
      await rememberAddress(tenant, { key: emailTokenId, email: address.email, purpose: 'sign_up' })
      return { redirect: pathWith(`/join/${token}`, { code: emailTokenId }) }
    }),
})
