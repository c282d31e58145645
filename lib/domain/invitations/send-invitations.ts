import type { OrganizationAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { OutgoingMail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import type { EmailAddress } from '@/lib/domain/text/parse-email'
import { newId } from '@/lib/ids'
import { chosenRoles } from '../roles/chosen-roles'
import { rolesToGive, type GivableRole } from '../roles/roles-to-give'
import { expireOverdue } from './expire-overdue'
import { invitationMail } from './invitation-mail'
import { issueTickets } from './issue-tickets'
import { judge, type Verdict } from './judge'
import { assertMaySend, lockAllowance } from './mail-allowance'
import { settledTerms, type SettledTerms, type Terms } from './terms'
import { voucherOf, type Voucher } from './voucher'

type Access = OrganizationAccess<'create:organization_invitations'>

export interface Invitee {
  address: EmailAddress
  /** None at all is what only the API sends. */
  roleIds: readonly string[]
  appMetadata?: Record<string, unknown> | undefined
  userMetadata?: Record<string, unknown> | undefined
  /** The metadata replaces nothing that the user has, even where the tenant sends it. */
  onlyFills?: boolean
}

/** Each address once. */
export interface Invitations {
  invitees: readonly Invitee[]
  terms: Terms
}

export interface Sent {
  made: { id: string; email: string; emailFolded: string; expiresAt: Date }[]
  /** By folded address; what was made is `ok`. */
  verdicts: ReadonlyMap<string, Verdict>
  events: Event[]
  mails: OutgoingMail[]
}

/**
 * Invites, within a change. Each address decides for itself: the unique index on what is pending has the last word.
 * Over a limit nothing is sent at all.
 * @throws DomainError not_found, not_yours_to_give, invalid, too_many
 */
export async function sendInvitations(tx: Tx, access: Access, wanted: Invitations): Promise<Sent> {
  const addresses = wanted.invitees.map(({ address }) => address.folded)
  const settled = await settledInvitations(tx, access, wanted)
  const { terms } = settled
  const voucher = await voucherOf(tx, access, terms.inviterName)
  await lockAllowance(tx, access, addresses)
  const expired = await expireOverdue(tx, access, addresses)
  const { ready, verdicts } = await weighed(tx, access, settled)
  const made = await insert(tx, access, { ready, terms, voucher })
  const done = new Set(made.map(({ emailFolded }) => emailFolded))
  const roles = new Map(ready.map((invitee) => [invitee.address.folded, invitee.roles]))
  return {
    made,
    verdicts: new Map(
      [...verdicts].map(([address, verdict]) => [
        address,
        verdict === 'ok' && !done.has(address) ? 'invited' : verdict,
      ]),
    ),
    events: [...expired, ...made.map((row) => created(row, roles.get(row.emailFolded) ?? []))],
    mails: terms.isMailed ? made.map((row) => invitationMail(access, { ...row, version: 1 })) : [],
  }
}

/**
 * What would become of these invitations at this moment; writes nothing.
 * @throws DomainError as sendInvitations()
 */
export async function weighInvitations(
  tx: Tx,
  access: Access,
  wanted: Invitations,
): Promise<Pick<Sent, 'verdicts'>> {
  return weighed(tx, access, await settledInvitations(tx, access, wanted))
}

interface Settled {
  invitees: Ready[]
  terms: SettledTerms
}

interface Ready extends Invitee {
  roles: GivableRole[]
}

/** What is offered, and may be. */
async function settledInvitations(tx: Tx, access: Access, wanted: Invitations): Promise<Settled> {
  const terms = await settledTerms(tx, access, wanted.terms)
  const ids = [...new Set(wanted.invitees.flatMap(({ roleIds }) => roleIds))]
  const { roles: givable } = await rolesToGive(tx, access)
  const chosen = ids.length === 0 ? [] : await chosenRoles(tx, access, { givable, ids, field: 'roles' })
  const invitees = wanted.invitees.map((invitee) => ({
    ...invitee,
    roles: chosen.filter(({ id }) => invitee.roleIds.includes(id)),
  }))
  return { invitees, terms }
}

/** To whom it may go. */
async function weighed(
  tx: Tx,
  access: Access,
  { invitees, terms: { isMailed } }: Settled,
): Promise<{ ready: Ready[]; verdicts: ReadonlyMap<string, Verdict> }> {
  const addresses = invitees.map(({ address }) => address.folded)
  const verdicts = await judge(tx, access, { addresses, isMailed })
  const ready = invitees.filter(({ address }) => verdicts.get(address.folded) === 'ok')
  await assertMaySend(tx, access, ready.length)
  return { ready, verdicts }
}

type Row = Sent['made'][number]

async function insert(
  tx: Tx,
  access: Access,
  { ready, terms, voucher }: { ready: Ready[]; terms: SettledTerms; voucher: Voucher },
): Promise<Row[]> {
  const { tenantId, organizationId } = access
  const rows = ready.map(({ address, roles, appMetadata = {}, userMetadata = {}, onlyFills = false }) => ({
    id: newId('invitation'),
    ...address,
    roles: roles.map(({ id, name, usableIn }) => ({ id, name, usableIn })),
    app_metadata: appMetadata,
    user_metadata: userMetadata,
    metadata_fills: onlyFills || !voucher.exempt,
  }))
  const made = await tx.$queryRaw<Row[]>`
    INSERT INTO invitations (tenant_id, organization_id, id, email, email_folded, inviter_user_id, inviter_name,
      inviter_held, inviter_exempt, offered_roles, offered_role_ids, client_id, connection_id, app_metadata,
      user_metadata, metadata_fills, send_invitation_email, ttl_seconds, expires_at)
    SELECT ${tenantId}, ${organizationId}, a.id, a.email, a.folded, ${voucher.userId}, ${voucher.name},
      ${voucher.held}::text[], ${voucher.exempt}::boolean,
      ARRAY(SELECT r->>'name' FROM jsonb_array_elements(a.roles) WITH ORDINALITY AS o (r, place) ORDER BY place),
      ARRAY(SELECT r->>'id' FROM jsonb_array_elements(a.roles) WITH ORDINALITY AS o (r, place) ORDER BY place),
      ${terms.clientId}, ${terms.connectionId}, a.app_metadata, a.user_metadata,
      a.metadata_fills, ${terms.isMailed}::boolean, ${terms.ttlSeconds}::int, now() + make_interval(secs => ${terms.ttlSeconds}::int)
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS a (id text, email text, folded text, roles jsonb, app_metadata jsonb, user_metadata jsonb,
        metadata_fills boolean)
    ON CONFLICT (tenant_id, organization_id, email_folded) WHERE state = 'pending' DO NOTHING
    RETURNING id, email, email_folded AS "emailFolded", expires_at AS "expiresAt"`
  const ids = new Set(made.map(({ id }) => id))
  await tx.invitationRole.createMany({
    data: rows
      .filter(({ id }) => ids.has(id))
      .flatMap(({ id, roles }) =>
        roles.map((role) => ({ organizationId, invitationId: id, roleId: role.id, usableIn: role.usableIn })),
      ),
  })
  await issueTickets(
    tx,
    made.map(({ id }) => ({ id, organizationId, version: 1 })),
  )
  return made
}

function created({ id, email, expiresAt }: Row, roles: readonly GivableRole[]): Event {
  return {
    type: 'invitation.created',
    target: { kind: 'invitation', id, email },
    details: {
      after: { state: 'pending', roles: roles.map(({ name }) => name), expiresAt: expiresAt.toISOString() },
    },
  }
}
