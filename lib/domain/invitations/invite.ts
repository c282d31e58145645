import type { OrganizationAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/doors'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import type { EmailAddress } from '@/lib/domain/text/parse-email'
import { newId } from '@/lib/ids'
import { chosenRoles } from './chosen-roles'
import { expireOverdue } from './expire-overdue'
import { holdOrganization } from './hold-organization'
import { issueTickets } from './issue-tickets'
import { judge, sentenceOf } from './judge'
import { assertMayMail, lockAllowance } from './mail-allowance'
import { rolesToGive, type GivableRole } from '../roles/roles-to-give'
import { voucherOf, type Voucher } from './voucher'

type Access = OrganizationAccess<'create:organization_invitations'>

export interface InviteInput {
  addresses: readonly EmailAddress[]
  roleIds: readonly string[]
}

export interface Invited {
  invited: { id: string; email: string; expiresAt: Date }[]
  /** Those that became members, or were invited, since they were judged. */
  refused: { email: string; problem: string }[]
}

const ttlSeconds = 604_800

/**
 * Invites these addresses with these roles. Each address decides for itself: the unique index on what is pending has
 * the last word. Over a limit nothing is sent at all.
 * @throws DomainError not_found, not_yours_to_give, invalid, too_many
 */
export async function invite(access: Access, input: InviteInput): Promise<Invited> {
  const folded = input.addresses.map((address) => address.folded)
  return change(access, async (tx) => {
    await holdOrganization(tx, access)
    const { roles } = await rolesToGive(tx, access)
    const given = chosenRoles(roles, input.roleIds, { field: 'roles' })
    await lockAllowance(tx, access, folded)
    const expired = await expireOverdue(tx, access, folded)
    const verdicts = await judge(tx, access, folded)
    const ready = input.addresses.filter((address) => verdicts.get(address.folded) === 'ok')
    await assertMayMail(tx, access, ready.length)
    const voucher = await voucherOf(tx, access)
    const made = await insert(tx, access, { ready, given, voucher })
    const refused = input.addresses.flatMap(({ email, folded: address }) => {
      if (made.some((row) => row.emailFolded === address)) return []
      const verdict = verdicts.get(address) ?? 'invited'
      return [{ email, problem: sentenceOf(verdict === 'ok' ? 'invited' : verdict) }]
    })
    const [first, ...rest] = [...expired, ...made.map((row) => created(row, given))]
    if (!first) return unchanged({ invited: [], refused })
    return {
      result: { invited: made.map(({ id, email, expiresAt }) => ({ id, email, expiresAt })), refused },
      events: [first, ...rest],
      mails: made.map(({ id, email }) => ({
        template: 'invitation' as const,
        invitationId: id,
        version: 1,
        to: email,
        organizationId: access.organizationId,
      })),
    }
  })
}

interface Row {
  id: string
  email: string
  emailFolded: string
  expiresAt: Date
}

async function insert(
  tx: Tx,
  access: Access,
  { ready, given, voucher }: { ready: EmailAddress[]; given: GivableRole[]; voucher: Voucher },
): Promise<Row[]> {
  const { tenantId, organizationId } = access
  const [ids, emails, folded] = [
    ready.map(() => newId('invitation')),
    ready.map(({ email }) => email),
    ready.map((address) => address.folded),
  ]
  const made = await tx.$queryRaw<Row[]>`
    INSERT INTO invitations (tenant_id, organization_id, id, email, email_folded, inviter_user_id, inviter_name,
      inviter_held, inviter_exempt, offered_roles, offered_role_ids, ttl_seconds, expires_at)
    SELECT ${tenantId}, ${organizationId}, a.id, a.email, a.folded, ${voucher.userId}, ${voucher.name},
      ${voucher.held}::text[], ${voucher.exempt}::boolean, ${given.map(({ name }) => name)}::text[], ${given.map(({ id }) => id)}::text[],
      ${ttlSeconds}::int,
      now() + make_interval(secs => ${ttlSeconds}::int)
    FROM unnest(${ids}::text[], ${emails}::text[], ${folded}::text[]) AS a (id, email, folded)
    ON CONFLICT (tenant_id, organization_id, email_folded) WHERE state = 'pending' DO NOTHING
    RETURNING id, email, email_folded AS "emailFolded", expires_at AS "expiresAt"`
  await tx.invitationRole.createMany({
    data: made.flatMap(({ id }) =>
      given.map((role) => ({ organizationId, invitationId: id, roleId: role.id, usableIn: role.usableIn })),
    ),
  })
  await issueTickets(
    tx,
    made.map(({ id }) => ({ id, organizationId, version: 1 })),
  )
  return made
}

function created({ id, email, expiresAt }: Row, given: readonly GivableRole[]): Event {
  return {
    type: 'invitation.created',
    target: { kind: 'invitation', id, email },
    details: {
      after: {
        state: 'pending',
        roles: given.map((role) => role.name),
        expiresAt: expiresAt.toISOString(),
      },
    },
  }
}
