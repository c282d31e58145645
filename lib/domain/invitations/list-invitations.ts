import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql, type Sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'
import { fold } from '@/lib/domain/text/fold'
import { noPlace } from '../order'
import { readPage, type Requirement } from '../read-page'
import { rangeOf, type OffsetWindow, type Window, type Windowed } from '../window'
import {
  asInvitation,
  currentRoles,
  currentState,
  hasNewer,
  invitationsFor,
  ofOrganization,
  roleTables,
  type Invitation,
  type InvitationRole,
  type InvitationRow,
  type InvitationState,
} from './queries'

type Access = OrganizationAccess<'read:organization_invitations'>

export const invitationSorts = ['sent', 'address', 'expires'] as const
export type InvitationSort = (typeof invitationSorts)[number]

interface InvitationFilter {
  states: readonly InvitationState[]
  email?: string | undefined
}

/** `after`: the id of the last invitation seen. */
type InvitationsQuery = Window & InvitationFilter & { descending?: boolean | undefined }

export interface InvitationDetails extends Pick<
  Invitation,
  'id' | 'email' | 'state' | 'inviterName' | 'expiresAt'
> {
  inviteeName: string | null
  /** Whether it can be revoked. */
  isOpen: boolean
  /** Open; or the last expired one to an address that is not a member’s. */
  isResendable: boolean
  /** Current roles if open, otherwise as sent. */
  roles: InvitationRole[]
  sentAt: Date
  /** Null unless the last report says that the latest email did not arrive. */
  emailProblem: 'bounced' | 'failed' | null
}

type DetailsQuery = OffsetWindow &
  InvitationFilter & {
    include: 'details'
    prefix?: string | undefined
    isOpenOrResendable?: boolean | undefined
    sort?: InvitationSort | undefined
    descending?: boolean | undefined
  }

export function listInvitations(access: Access, query: DetailsQuery): Promise<Windowed<InvitationDetails>>
export function listInvitations(access: Access, query: InvitationsQuery): Promise<Windowed<Invitation>>
export function listInvitations(
  access: Access,
  query: InvitationsQuery | DetailsQuery,
): Promise<Windowed<Invitation | InvitationDetails>> {
  return read<Windowed<Invitation | InvitationDetails>>(access, (tx) =>
    'include' in query ? listDetails(tx, access, query) : listWhole(tx, access, query),
  )
}

async function listWhole(tx: Tx, access: Access, query: InvitationsQuery): Promise<Windowed<Invitation>> {
  const { columns, tables } = invitationsFor(access)
  const matching = matchingInvitations(access, query)
  const direction = directionOf(query.descending)
  const page = await readPage<InvitationRow>(tx, query, {
    columns,
    from: sql`${tables} WHERE ${matching}`,
    counted: sql`invitations i WHERE ${matching}`,
    ...placeIn(access, query),
    order: sql`i.created_at ${direction}, i.id ${direction}`,
    placeOf: ({ id }) => id,
  })
  return { ...page, rows: page.rows.map(asInvitation) }
}

function placeIn(
  { tenantId, organizationId }: Access,
  query: InvitationsQuery,
): { isAfter?: Sql; requires?: Requirement[] } {
  const { after } = rangeOf(query)
  if (after === '') return {}
  const last = sql`invitations last
    WHERE last.tenant_id = ${tenantId} AND last.organization_id = ${organizationId} AND last.id = ${after}`
  const place = sql`(SELECT last.created_at, last.id FROM ${last})`
  return {
    isAfter: query.descending ? sql`(i.created_at, i.id) < ${place}` : sql`(i.created_at, i.id) > ${place}`,
    requires: [{ exists: sql`EXISTS (SELECT FROM ${last})`, absent: noPlace }],
  }
}

async function listDetails(
  tx: Tx,
  access: Access,
  { prefix = '', isOpenOrResendable = false, ...query }: DetailsQuery,
): Promise<Windowed<InvitationDetails>> {
  const { sort = 'sent', descending = sort === 'sent' } = query
  const from = sql`invitations i
    WHERE ${matchingInvitations(access, query)} AND (NOT ${isOpenOrResendable}::boolean OR ${isResendable})
      AND starts_with(i.email_folded, ${fold(prefix)})`
  const page = await readPage<ListedInvitation & { details: Details }>(tx, query, {
    columns: listedColumns,
    extra: sql`(
      SELECT jsonb_build_object('roles', ${currentRoles}, 'emailProblem', ${emailProblem}, 'isResendable', ${isResendable})
      FROM invitations i ${roleTables} WHERE ${ofOrganization(access)} AND i.id = page.id) AS details`,
    from,
    countedBy: sql`i.sent_at`,
    order: sql`${keys[sort]} ${directionOf(descending)}, i.sent_at DESC, i.email_folded`,
    placeOf: ({ id }) => id,
  })
  return { ...page, rows: page.rows.map(({ details, ...row }) => ({ ...row, ...details })) }
}

type Details = Pick<InvitationDetails, 'roles' | 'emailProblem' | 'isResendable'>
type ListedInvitation = Omit<InvitationDetails, keyof Details>

/** Whether the address is a member’s. */
export const isMembers: Sql = sql`EXISTS (
  SELECT FROM members m JOIN users u ON u.tenant_id = i.tenant_id AND u.id = m.user_id
  WHERE m.tenant_id = i.tenant_id AND m.organization_id = i.organization_id AND u.email_folded = i.email_folded)`

const emailProblem: Sql = sql`(
  SELECT CASE
    WHEN e.type IN ('bounced', 'suppressed') THEN 'bounced'
    WHEN e.type = 'failed' OR m.state = 'failed' THEN 'failed' END
  FROM mails m LEFT JOIN LATERAL (
    SELECT e.type FROM email_events e
    WHERE e.tenant_id = m.tenant_id AND e.mail_id = m.id AND e.type <> 'sent'
    ORDER BY e.occurred_at DESC, e.id DESC LIMIT 1
  ) e ON true
  WHERE i.state = 'pending' AND m.tenant_id = i.tenant_id AND m.organization_id = i.organization_id
    AND m.invitation_id = i.id AND m.template = 'invitation'
  ORDER BY m.created_at DESC, m.id DESC LIMIT 1)`

const isResendable: Sql = sql`(i.state = 'pending' OR i.state = 'expired' AND NOT ${isMembers} AND NOT ${hasNewer})`

const listedColumns: Sql = sql`i.id, i.email, i.invitee_name AS "inviteeName", ${currentState} AS state, i.state = 'pending' AS "isOpen",
  i.inviter_name AS "inviterName", i.sent_at AS "sentAt", i.expires_at AS "expiresAt"`

/** Requires `roleTables`. */
export const detailColumns: Sql = sql`${listedColumns}, ${currentRoles} AS roles, ${emailProblem} AS "emailProblem",
  ${isResendable} AS "isResendable"`

const keys: Record<InvitationSort, Sql> = {
  sent: sql`i.sent_at`,
  address: sql`i.email_folded`,
  expires: sql`i.expires_at`,
}

function directionOf(descending: boolean | undefined): Sql {
  return descending ? sql`DESC` : sql`ASC`
}

function matchingInvitations(access: Access, { states, email }: InvitationFilter): Sql {
  const address = email === undefined ? sql`true` : sql`i.email_folded = ${fold(email)}`
  return sql`${ofOrganization(access)} AND ${storedStates(states)} AND ${currentState} = ANY (${[...states]}) AND ${address}`
}

/** Implied by the current state. Written as in the partial index, so that PostgreSQL uses it. */
function storedStates(states: readonly InvitationState[]): Sql {
  const areOpen = states.every((state) => state === 'pending' || state === 'expired')
  return areOpen ? sql`i.state IN ('pending', 'expired')` : sql`true`
}
