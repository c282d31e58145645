import type { ByUser, OrganizationActor } from '@/lib/access'
import { forbidden } from './problem'

/** @param why a machine cannot do it @throws MyOrganizationProblem 403 */
export function byUser<A extends OrganizationActor>(access: A, why: string): A & ByUser {
  const { caller } = access
  if (!('userId' in caller)) throw forbidden(`${why} A machine cannot do it.`)
  return { ...access, caller }
}
