import { z } from 'zod'

/** The table grows with permissions and with roles. */
export const rolesAPage = 25

export const pageInput = z.coerce.number().int().min(1).catch(1)
