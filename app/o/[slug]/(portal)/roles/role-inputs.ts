import { z } from 'zod'

/** A malformed id is treated as unknown. */
export const idField = z
  .string()
  .regex(/^\w{1,100}$/)
  .catch('unknown')

/** As refKey() writes it. */
export const permissionField = z.string().transform((key) => {
  const [apiId = '', name = ''] = key.split(' ')
  return { apiId, name }
})
