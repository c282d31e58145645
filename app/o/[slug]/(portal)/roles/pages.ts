import { z } from 'zod'

/** A table of permissions by roles grows in both directions. */
export const rolesAPage = 25

const input = z.coerce.number().int().min(1).catch(1)

/** Which part of so many roles an address asks for; what makes no sense is the first, what is too far the last. */
export function pageOf(raw: unknown, total: number): { number: number; pages: number; first: number } {
  const pages = Math.max(1, Math.ceil(total / rolesAPage))
  const number = Math.min(input.parse(raw), pages)
  return { number, pages, first: (number - 1) * rolesAPage }
}
