import type { z } from 'zod'
import { type Actor, mayRemoveLastOwner } from '@/lib/access'
import { DomainError } from '@/lib/errors'
import { flagInQuery } from './paging'

/** Of every operation by which an organization can lose its last owner. */
export const lastOwnerQuery = {
  remove_last_owner: flagInQuery
    .optional()
    .describe(
      'Foyer’s own. With a token that is not bound to an organization: whether one may lose its last owner. Otherwise that is a 409 `last_owner`.',
    ),
}

/** Calls the verb with what the request says. @throws DomainError last_owner, naming the parameter to those who may use it */
export async function withLastOwnerQuery<A extends Actor, T>(
  access: A,
  { remove_last_owner: removesLastOwner = false }: z.output<z.ZodObject<typeof lastOwnerQuery>>,
  verb: (access: A) => Promise<T>,
): Promise<T> {
  try {
    return await verb({ ...access, removesLastOwner })
  } catch (error) {
    const mayAskForIt = mayRemoveLastOwner({ ...access, removesLastOwner: true })
    if (!mayAskForIt || !(error instanceof DomainError && error.code === 'last_owner')) throw error
    const sentence = `${error.message} To remove the last owner all the same, add remove_last_owner=true to the query.`
    throw new DomainError('last_owner', sentence)
  }
}
