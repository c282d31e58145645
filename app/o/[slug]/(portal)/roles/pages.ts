import { z } from 'zod'

/** The table grows with permissions and with roles. */
export const rolesAPage = 25

export const pageInput = z.coerce.number().int().min(1).catch(1)

/** The first page if the parameter is invalid, the last if it is too high. */
export function pageOf(raw: unknown, total: number): { number: number; pages: number; first: number } {
  const pages = Math.max(1, Math.ceil(total / rolesAPage))
  const number = Math.min(pageInput.parse(raw), pages)
  return { number, pages, first: (number - 1) * rolesAPage }
}
