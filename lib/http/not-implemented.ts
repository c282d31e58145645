import type { Permission } from '@/lib/access'
import { notFound } from '@/lib/errors'
import { tenantRoute } from './api'
import type { Handler } from './operation'
import { assertAccess } from './assert-access'
import type { ApiProblem } from './auth0/problem'

/** An operation of Auth0’s on what Foyer does not have: token and scope are asked for, and then it is not there. */
export function notImplemented<P extends Permission>(definition: {
  title: string
  any: readonly [P, ...P[]]
  absent: () => ApiProblem
}): Handler {
  return tenantRoute({
    ...definition,
    isMissing: true,
    run: async (access) => {
      await assertAccess(access, null)
      throw notFound()
    },
  })
}
