'use server'

import { z } from 'zod'
import { emailAddress } from '@/lib/domain/text/email-address'
import { changeEmail, requestEmailChange } from '@/lib/domain/users/change-email'
import { personAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'
import { rememberAddress } from '@/lib/web/address-cookie'
import { currentTenant } from '@/lib/web/tenant'
import { pathWith } from '@/lib/http/page-query'
import { code, proof } from '../../front-schemas'

export const requestNewEmail = personAction({
  input: z.object({ email: textField(emailAddress) }),
  recent: 'change-email',
  run: async (access, { email: address }) => {
    const { proofId } = await requestEmailChange(access, address)
    const sent = { key: proofId, email: address.email, purpose: 'email_change' } as const
    await rememberAddress(await currentTenant(), sent)
    return { redirect: pathWith('/account/email', { proof: proofId }) }
  },
})

export const confirmNewEmail = personAction({
  input: z.object({ proof, code }),
  recent: 'confirm-email',
  run: async (access, { proof: proofId, code }) => {
    await changeEmail(access, { proofId, code })
    return { redirect: '/account' }
  },
})
