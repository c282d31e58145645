import { z } from 'zod'
import { bodyOf } from '../api-input'

/** A group may have many members. */
const largestScimBody = 1024 * 1024

/** @throws ApiProblem 400, 413 */
export function scimBody(request: Request): Promise<unknown> {
  return bodyOf(request, z.unknown(), largestScimBody)
}
