'use server'

import { z } from 'zod'
import {
  completePendingSignIn,
  type SecondFactor,
} from '@/lib/domain/authenticators/complete-pending-sign-in'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { DomainError } from '@/lib/errors'
import { type Done, visitorAction } from '@/lib/http/action'
import { codePage, completeSignIn } from '@/lib/web/complete-sign-in'
import { findDevice } from '@/lib/web/device-cookie'
import { deletePendingSignIn, findPendingSignIn } from '@/lib/web/pending-sign-in'
import { pathWith } from '@/lib/http/page-query'
import { authenticatorCode, recoveryCode } from '../../front-schemas'

export const enterCode = visitorAction({
  input: z.object({ code: authenticatorCode }),
  run: (tenant, factor) => enterFactor(tenant, factor),
})

export const enterRecoveryCode = visitorAction({
  input: z.object({ code: recoveryCode }),
  run: (tenant, { code }) => enterFactor(tenant, { recoveryCode: code }),
})

async function enterFactor(tenant: Tenant, factor: SecondFactor): Promise<Done> {
  const pending = await findPendingSignIn(tenant)
  if (pending === null) return { redirect: codePage }
  const { returnTo, slug, ...waiting } = pending
  try {
    const device = await findDevice(tenant, {
      emailFolded: waiting.emailFolded,
      since: waiting.appConfirmedAt,
    })
    const arrival = await completePendingSignIn(tenant.id, { pending: waiting, factor, device })
    await deletePendingSignIn(tenant)
    return await completeSignIn(tenant, arrival, { returnTo, slug })
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'gone') throw error
    await deletePendingSignIn(tenant)
    return { redirect: pathWith(codePage, { return_to: returnTo, organization: slug }) }
  }
}
