import { z } from 'zod'
import type { OrganizationAccess } from '@/lib/access'
import { verdictMessage } from '@/lib/domain/invitations/invitation-checks'
import { AddressesRefused, invite, type Verdicts } from '@/lib/domain/invitations/invite'
import type { Invitation } from '@/lib/domain/invitations/queries'
import { type EmailEntry, emailList } from '@/lib/domain/text/email-list'
import { several } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'

export const inviteForm = z.object({
  emails: textField(emailList),
  roles: several(z.string().max(100)).refine((roles) => roles.length > 0, 'Choose at least one role.'),
  /** The form’s other button: skip the addresses that cannot be invited. */
  ready: z.literal('yes').optional(),
})

/** @throws ZodError with each address’s problem if nothing was sent; DomainError as invite() */
export async function inviteEntries(
  access: OrganizationAccess<'create:organization_invitations'>,
  { emails: entries, roles: roleIds, ready }: z.output<typeof inviteForm>,
): Promise<Invitation[]> {
  const addresses = entries.flatMap((entry) => (entry.status === 'ok' ? [entry.address] : []))
  const invitees = addresses.map((address) => ({ address, roleIds }))
  const require = ready === undefined ? 'all' : 'any'
  // An invalid address stops the others too, but the form still says which of them could be invited.
  const isDryRun = require === 'all' && entries.some(({ status }) => status === 'invalid')
  const { verdicts, invitations } = await invite(access, { invitees, require, isDryRun }).catch(
    (error: unknown) => {
      throw error instanceof AddressesRefused ? refusedEntries(entries, error.verdicts) : error
    },
  )
  if (isDryRun) throw refusedEntries(entries, verdicts)
  return [...invitations.values()]
}

function refusedEntries(entries: readonly EmailEntry[], verdicts: Verdicts): z.ZodError {
  const problems = entries.flatMap((entry) => problemsOf(entry, verdicts))
  const ready = [...verdicts.values()].filter((verdict) => verdict === 'ok').length
  const count = `${problems.length} of ${ready + problems.length}`
  const subject = problems.length === 1 && ready === 0 ? 'This address' : `${count} addresses`
  return new z.ZodError([
    issue('emails', `Nothing was sent: ${subject} cannot be invited.`),
    issue('ready', String(ready)),
    ...problems.map(({ typed, problem }) => issue(`verdict ${typed}`, problem)),
  ])
}

function problemsOf(entry: EmailEntry, verdicts: Verdicts): { typed: string; problem: string }[] {
  if (entry.status === 'duplicate') return []
  if (entry.status === 'invalid') return [{ typed: entry.input, problem: entry.problem }]
  const verdict = verdicts.get(entry.address.folded) ?? 'ok'
  return verdict === 'ok' ? [] : [{ typed: entry.address.email, problem: verdictMessage(verdict) }]
}

function issue(field: string, message: string) {
  return { code: 'custom' as const, path: [field], message }
}
