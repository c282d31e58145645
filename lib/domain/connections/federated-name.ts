import { userName } from '../users/user-fields'

/** Of a new user: what the provider says or else the part of the address before the @. */
export function federatedName(name: string | null, email: string): string {
  for (const text of [name ?? '', email.slice(0, email.indexOf('@'))]) {
    const { data: valid } = userName.safeParse(text)
    if (valid !== undefined) return valid
  }
  return 'New person'
}
