import type { OrganizationAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { type AssignableRole, chosenRoles, listAssignableRoles } from '../roles/role-choices'

type Access = OrganizationAccess<'create:organization_invitations'>

/** Adds the person as a member, never as an owner. @throws DomainError conflict; not_yours_to_give at `role` */
export function approveJoinRequest(
  access: Access,
  { id, roleId }: { id: string; roleId: string },
): Promise<{ name: string }> {
  const { organizationId } = access
  return changeLocked(access, async (tx) => {
    const { roles } = await listAssignableRoles(tx, access)
    const givable = roles.filter(({ isOwner }) => !isOwner)
    const [role] = await chosenRoles(tx, access, { givable, ids: [roleId], field: 'role' })
    const person = await close(tx, { id, state: 'approved', role })
    return {
      result: { name: person.name },
      events: [
        closedEvent(person, { id, state: 'approved' }),
        {
          type: 'member.added',
          target: { kind: 'user', ...person },
          details: { before: null, after: role ? [role.name] : [] },
        },
      ],
      mails: [{ template: 'join_approved', to: person.email, organizationId }],
    }
  })
}

/** The person cannot ask again for 30 days. @throws DomainError conflict */
export function declineJoinRequest(access: Access, id: string): Promise<{ name: string }> {
  const { organizationId } = access
  return changeLocked(access, async (tx) => {
    const person = await close(tx, { id, state: 'declined' })
    return {
      result: { name: person.name },
      events: [closedEvent(person, { id, state: 'declined' })],
      mails: [{ template: 'join_declined', to: person.email, organizationId }],
    }
  })
}

interface Person {
  id: string
  name: string
  email: string
}

interface Closing {
  id: string
  state: 'approved' | 'declined'
  role?: AssignableRole | undefined
}

/** The update itself checks that the request is pending here. */
async function close(tx: Tx, { id, state, role }: Closing): Promise<Person> {
  const [row] = await tx.$queryRaw<{ closed: Person | null }[]>`
    SELECT foyer.close_join_request(${id}, ${state}, ${role?.id ?? null}, ${role?.usableIn ?? null}) AS closed`
  if (row?.closed) return row.closed
  throw new DomainError('conflict', 'This request was answered, withdrawn or is no longer possible.')
}

/** With the person as the target, so that erasing their data finds it. */
function closedEvent(person: Person, { id: joinRequestId, state }: Closing): Event {
  return {
    type: state === 'approved' ? 'join_request.approved' : 'join_request.declined',
    target: { kind: 'user', ...person },
    details: { before: { state: 'pending' }, after: { state }, joinRequestId },
  }
}
