import { z } from 'zod'
import type { NewSsoTicket } from '@/lib/domain/sso-tickets/create-sso-ticket'
import { emailAddress } from '@/lib/domain/text/email-address'
import { checkbox } from '@/lib/http/action'

const text = z.string().max(1000).default('')

export const lifetimes = [
  { value: '3600', label: '1 hour' },
  { value: '86400', label: '1 day' },
  { value: '259200', label: '3 days' },
  { value: '432000', label: '5 days' },
] as const

export const newLinkInput = z.object({
  organization_id: text,
  profile_id: text,
  /** Empty for one that is still to be created. */
  connection_id: text,
  display_name: text,
  /** The link decides how the organization uses the connection. */
  sets_use: checkbox,
  show_as_button: checkbox,
  assign_membership_on_login: checkbox,
  seconds: z.enum(['3600', '86400', '259200', '432000'], 'Choose a time.').transform(Number),
  email: z
    .string()
    .default('')
    .transform((typed) => (typed.trim() === '' ? undefined : typed))
    .pipe(emailAddress.optional()),
})

export const oneLink = z.object({ profile_id: text, ticket_id: text })

export function ticketIn(input: z.output<typeof newLinkInput>): NewSsoTicket {
  const { organization_id: organizationId, profile_id: profileId, connection_id, display_name } = input
  const displayName = display_name.trim() === '' ? undefined : display_name
  const use = {
    showAsButton: input.show_as_button,
    assignMembershipOnLogin: input.assign_membership_on_login,
  }
  return {
    organizationId,
    profileId,
    connection: connection_id === '' ? { displayName } : connection_id,
    seconds: input.seconds,
    email: input.email?.email,
    ...(input.sets_use && use),
  }
}
