'use server'

import { z } from 'zod'
import { parseEmail } from '@/lib/domain/text/parse-email'
import { proveSignUp } from '@/lib/domain/users/prove-sign-up'
import { signUp } from '@/lib/domain/users/sign-up'
import { visitorAction } from '@/lib/http/action'
import { arrive } from '@/lib/http/arrive'
import { parsed } from '@/lib/http/parsed'
import { frontLink } from '../front-links'
import { code, newPassword, personName, place, token } from '../front-schemas'

export const createAccount = visitorAction({
  input: place.extend({ name: personName, email: parsed(parseEmail), password: newPassword }),
  run: async (tenant, { name, email: address, password, return_to: returnTo }) => {
    const { proofId } = await signUp(tenant.id, { name, address, password, returnTo })
    return { redirect: frontLink('/sign-up/code', { proof: proofId, return_to: returnTo }) }
  },
})

export const confirmByCode = visitorAction({
  input: z.object({ proof: z.string().max(100), code }),
  run: async (tenant, { proof: proofId, code }) => {
    const arrival = await proveSignUp(tenant.id, { proofId, code })
    return await arrive(tenant, arrival, arrival)
  },
})

export const confirmByLink = visitorAction({
  input: z.object({ token }),
  run: async (tenant, { token }) => {
    const arrival = await proveSignUp(tenant.id, { token })
    return await arrive(tenant, arrival, arrival)
  },
})
