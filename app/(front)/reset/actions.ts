'use server'

import { z } from 'zod'
import { emailAddress } from '@/lib/domain/text/email-address'
import { requestPasswordReset, resetPassword } from '@/lib/domain/users/reset-password'
import { visitorAction } from '@/lib/http/action'
import { rememberAddress } from '@/lib/web/address-cookie'
import { completeSignIn } from '@/lib/web/complete-sign-in'
import { textField } from '@/lib/http/text-field'
import { pathWith } from '@/lib/http/page-query'
import { organizationAt } from '../front-page'
import { newPassword, organization, token } from '../front-schemas'

export const askForReset = visitorAction({
  input: organization.extend({ email: textField(emailAddress) }),
  run: async (tenant, { email: address, organization: slug }) => {
    const organization = await organizationAt(slug)
    const { proofId: emailTokenId } = await requestPasswordReset(tenant.id, {
      address,
      organizationId: organization?.id ?? null,
    })
    await rememberAddress(tenant, { key: emailTokenId, email: address.email, purpose: 'reset_password' })
    return { redirect: pathWith('/reset/sent', { proof: emailTokenId, organization: slug }) }
  },
})

export const chooseNewPassword = visitorAction({
  input: z.object({ token, password: newPassword, organization: organization.shape.organization }),
  run: async (tenant, { token, password, organization }) => {
    const arrival = await resetPassword(tenant.id, { token, password })
    return await completeSignIn(tenant, arrival, { slug: organization, returnTo: arrival.returnTo })
  },
})
