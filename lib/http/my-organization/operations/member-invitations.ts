import { z } from 'zod'
import { personOf } from '@/lib/access'
import { invite, AddressesRefused } from '@/lib/domain/invitations/invite'
import { verdictMessage } from '@/lib/domain/invitations/invitation-checks'
import { UnknownRoles } from '@/lib/domain/roles/role-choices'
import { DomainError } from '@/lib/errors'
import { listInvitations } from '@/lib/domain/invitations/list-invitations'
import { countedAnswer, countedPage, countedQuery } from '@/lib/http/auth0/checkpoint'
import { emailAddress } from '@/lib/http/auth0/formats'
import { adminRole } from '@/lib/http/auth0/example'
import { invitationOptions } from '@/lib/http/auth0/new-invitation'
import { invitationAnswer, invitationWire, openStates } from '../invitation-shape'
import { badRequest, duplicate, invalidBody } from '../problem'
import { myOrgRoute } from '../route'

export const GET = myOrgRoute({
  title: 'List the pending and expired invitations',
  scopes: ['read:my_org:member_invitations'],
  query: z.object({
    ...countedQuery,
    sort: z.enum(['created_at:1', 'created_at:-1']).default('created_at:-1'),
  }),
  answer: countedAnswer('invitations', invitationAnswer),
  run: (access, { query: { sort, ...query } }) => {
    const filter = { states: openStates, descending: sort === 'created_at:-1' }
    return countedPage(query, (window) => listInvitations(access, { ...window, ...filter }), {
      key: 'invitations',
      wire: invitationWire,
    })
  },
})

/** More than an organization has. */
const mostRoles = 1000

const invitee = z.strictObject({
  email: emailAddress,
  roles: z
    .array(z.string().min(1).max(100))
    // Auth0 has at most ten. Its components send again what they read, which can be more where the portal invited.
    .max(mostRoles)
    .optional()
    .describe('Ids of the roles that the new member gets; none if it is empty or absent.')
    .meta({ example: [adminRole.id] }),
})

const newInvitations = z
  .strictObject({
    invitees: z
      .array(invitee)
      .min(1)
      .max(10)
      .refine((all) => new Set(all.map(({ email }) => email.folded)).size === all.length, 'Each once')
      .describe('A pending invitation to the same address is revoked.'),
    inviter: invitationOptions.inviter.optional(),
    identity_provider_id: invitationOptions.connection_id,
    user_store_id: invitationOptions.connection_id,
    ttl_sec: invitationOptions.ttl_sec,
  })
  .refine(
    (given) => given.identity_provider_id === undefined || given.user_store_id === undefined,
    'Either identity_provider_id or user_store_id',
  )

export const POST = myOrgRoute({
  title: 'Invite people to the application',
  scopes: ['create:my_org:member_invitations'],
  body: newInvitations,
  status: 201,
  answer: z.array(invitationAnswer),
  refusals: [409],
  run: async (access, { body, clientId }) => {
    const { invitations } = await invite(access, {
      invitees: body.invitees.map(({ email: address, roles: roleIds = [] }) => ({ address, roleIds })),
      options: {
        // A machine has no pages: its invitations open the portal.
        clientId: personOf(access) === null ? undefined : clientId,
        inviterName: body.inviter?.name,
        connectionId: body.identity_provider_id ?? body.user_store_id,
        ttlSeconds: body.ttl_sec,
      },
      require: 'all',
      replacesPending: true,
    }).catch((error: unknown) => refused(error, body))
    return [...invitations.values()].map(invitationWire)
  },
})

type NewInvitations = z.output<typeof newInvitations>

/** The address is not repeated: the caller knows which they sent. */
function refused(error: unknown, body: NewInvitations): never {
  if (error instanceof UnknownRoles) throw invalidBody(unknownRoles(error, body))
  if (error instanceof DomainError && error.field === 'connection_id') {
    const path = [body.user_store_id === undefined ? 'identity_provider_id' : 'user_store_id']
    throw invalidBody([{ path, detail: error.message }])
  }
  if (!(error instanceof AddressesRefused)) throw error
  const { verdicts, ...limits } = error.refused
  const verdict = [...verdicts.values()].find((one) => one !== 'ok')
  if (verdict === undefined) throw error
  const message = verdictMessage(verdict, limits)
  throw verdict === 'other_domain' ? badRequest(message) : duplicate(message)
}

function unknownRoles({ ids }: UnknownRoles, { invitees }: NewInvitations) {
  return invitees.flatMap(({ roles = [] }, invitee) =>
    roles.flatMap((id, role) =>
      ids.includes(id)
        ? [{ path: ['invitees', invitee, 'roles', role], detail: 'The role does not exist.' }]
        : [],
    ),
  )
}
