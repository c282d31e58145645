import type { Permission } from '@/lib/access'
import { notFound } from '@/lib/errors'
import { tenantRoute } from './api'
import type { Handler } from './operation'
import { assertAccess } from './assert-access'
import type { ApiProblem } from './auth0/problem'

/** Checks token and scope, then answers that Foyer does not have the operation. */
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
