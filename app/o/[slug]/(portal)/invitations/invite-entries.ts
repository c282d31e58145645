import { z } from 'zod'
import type { OrganizationAccess } from '@/lib/access'
import { bulkLimit } from '@/lib/domain/invitations/bulk-limit'
import { type InvitationOptions, verdictMessage } from '@/lib/domain/invitations/invitation-checks'
import { personalMessage } from '@/lib/domain/invitations/personal-message'
import { AddressesRefused, invite } from '@/lib/domain/invitations/invite'
import type { Invitation } from '@/lib/domain/invitations/queries'
import { emailEntries, type EmailEntry, emailList } from '@/lib/domain/text/email-list'
import { several } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'
import { invitationLifetimes } from './lifetimes'
import { verdictField } from './refused-addresses'

type Access = OrganizationAccess<'create:organization_invitations'>

interface InviteEntries {
  entries: EmailEntry[]
  /** Of each entry. */
  roleIds: readonly (readonly string[])[]
  /** `all`: one address that cannot be invited stops the others. */
  require: 'all' | 'any'
  overLimit: 'refuse' | 'leave'
  options: InvitationOptions
}

const roleId = z.string().max(100)
const roleIds = z.array(roleId).min(1, 'Choose at least one role.').max(50)

const optionFields = {
  message: textField(personalMessage),
  ttl_sec: z
    .enum(
      invitationLifetimes.map(({ value }) => value),
      'Choose how long the link works.',
    )
    .default('604800')
    .transform(Number),
  connection_id: textField(z.string().max(100)),
  client_id: textField(z.string().max(100)),
}

function optionsOf(form: z.output<z.ZodObject<typeof optionFields>>) {
  return {
    message: form.message,
    ttlSeconds: form.ttl_sec,
    connectionId: form.connection_id || undefined,
    clientId: form.client_id || undefined,
  }
}

/** Without JavaScript: a list of addresses, and roles for all of them. */
const plainForm = z
  .object({
    emails: textField(emailList),
    roles: several(roleId).pipe(roleIds),
    /** The form’s other button: skip the addresses that cannot be invited. */
    ready: z.literal('yes').optional(),
    ...optionFields,
  })
  .transform(({ emails: entries, roles, ready, ...options }): InviteEntries => ({
    entries,
    roleIds: entries.map(() => roles),
    require: ready === undefined ? 'all' : 'any',
    overLimit: 'refuse',
    options: optionsOf(options),
  }))

const text = z.string().max(1_000)

/** JSON with the roles of each address, and from a file the name. */
const listedForm = z
  .object({
    invitees: z
      .string()
      .max(100_000)
      .transform(parseJson)
      .pipe(
        z
          .array(z.object({ email: text, name: text.optional(), roles: roleIds }))
          .min(1, 'Enter at least one email address.')
          .max(bulkLimit, `Enter at most ${bulkLimit} addresses at a time.`),
      ),
    over_limit: z.enum(['refuse', 'leave']).default('refuse'),
    ...optionFields,
  })
  .transform(({ invitees, over_limit: overLimit, ...options }): InviteEntries => ({
    entries: emailEntries(invitees.map(({ email, name }) => ({ input: email, name }))),
    roleIds: invitees.map(({ roles }) => roles),
    require: 'any',
    overLimit,
    options: optionsOf(options),
  }))

export const inviteForm = z.record(z.string(), z.unknown()).transform((form, context): InviteEntries => {
  const { data, error } = (form['invitees'] === undefined ? plainForm : listedForm).safeParse(form)
  if (data) return data
  context.issues.push(...error.issues.map((problem) => issue(String(problem.path[0] ?? ''), problem.message)))
  return z.NEVER
})

interface InvitedEntries {
  invitations: Invitation[]
  /** By how the address was typed. */
  skipped: Record<string, string>
}

/** @throws ZodError with each address’s problem if nothing was sent; DomainError as invite() */
export async function inviteEntries(
  access: Access,
  { entries, roleIds, options, ...limits }: InviteEntries,
): Promise<InvitedEntries> {
  const invitees = entries.flatMap((entry, index) =>
    entry.status === 'ok'
      ? [{ address: entry.address, name: entry.name, roleIds: roleIds[index] ?? [] }]
      : [],
  )
  // An invalid address stops the others too, but the form still says which of them could be invited.
  const isDryRun = limits.require === 'all' && entries.some(({ status }) => status === 'invalid')
  const result = await invite(access, { invitees, options, ...limits, isDryRun }).catch((error: unknown) => {
    throw error instanceof AddressesRefused ? refusedEntries(entries, error.refused) : error
  })
  if (isDryRun) throw refusedEntries(entries, result)
  return { invitations: [...result.invitations.values()], skipped: problemsOf(entries, result) }
}

export const addressesForm = z.object({ addresses: several(text) })

/** Why some of these addresses cannot be invited. @throws DomainError too_many */
export async function checkAddresses(
  access: Access,
  { addresses }: z.output<typeof addressesForm>,
): Promise<Record<string, string>> {
  const entries = emailEntries(addresses.slice(0, bulkLimit).map((input) => ({ input })))
  const invitees = entries.flatMap((entry) =>
    entry.status === 'ok' ? [{ address: entry.address, roleIds: [] }] : [],
  )
  return problemsOf(entries, await invite(access, { invitees, isDryRun: true }))
}

type Checked = AddressesRefused['refused']

function refusedEntries(entries: readonly EmailEntry[], checked: Checked): z.ZodError {
  const problems = Object.entries(problemsOf(entries, checked))
  const ready = [...checked.verdicts.values()].filter((verdict) => verdict === 'ok').length
  const count = `${problems.length} of ${ready + problems.length}`
  const subject = problems.length === 1 && ready === 0 ? 'This address' : `${count} addresses`
  return new z.ZodError([
    issue('emails', `Nothing was sent: ${subject} cannot be invited.`),
    issue('ready', String(ready)),
    ...problems.map(([typed, problem]) => issue(verdictField(typed), problem)),
  ])
}

function problemsOf(entries: readonly EmailEntry[], checked: Checked): Record<string, string> {
  return Object.fromEntries(
    entries.flatMap((entry): [string, string][] => {
      const problem = entry.status === 'duplicate' ? null : problemOf(entry, checked)
      return problem === null ? [] : [[entry.input, problem]]
    }),
  )
}

/** Null if the address can be invited. */
export function problemOf(entry: EmailEntry, { verdicts, ...limits }: Checked): string | null {
  if (entry.status !== 'ok') return entry.problem
  const verdict = verdicts.get(entry.address.folded) ?? 'ok'
  return verdict === 'ok' ? null : verdictMessage(verdict, limits)
}

function issue(field: string, message: string) {
  return { code: 'custom' as const, input: undefined, path: [field], message }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
