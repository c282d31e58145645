import type { SwitcherOffer } from '@/components/shell/switcher-offers'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import { listMyInvitations, type MyInvitation } from '@/lib/domain/invitations/my-invitations'
import { type JoinableOrganization, listJoinableOrganizations } from '@/lib/domain/join-requests/queries'
import { readTogether } from '@/lib/domain/read-together'
import { currentPerson } from '@/lib/http/person'

/** Answers `SwitcherOffer[]`, for the organization switcher, which asks when it is opened. */
export async function GET(): Promise<Response> {
  const person = await currentPerson()
  if (!person) return new Response(null, { status: 404 })
  const { access } = person
  const { invitations, joinable } = await readTogether([access], async () => ({
    invitations: await listMyInvitations(access),
    joinable: await listJoinableOrganizations(access),
  }))
  const offers = [...invitations.map(invitationOffer), ...joinable.map(joinableOffer)]
  return Response.json(offers, { headers: { 'cache-control': 'no-store' } })
}

function invitationOffer({ id, organizationName, logoId }: MyInvitation): SwitcherOffer {
  return {
    id,
    displayName: organizationName,
    logoUrl: logoUrl(logoId),
    href: `/orgs/invitations/${id}`,
    act: 'View invitation',
  }
}

/** The page says why they can join, and asks for a message. */
function joinableOffer({ id, displayName, logoId, role, request }: JoinableOrganization): SwitcherOffer {
  const requested = request === null ? 'Ask to join' : 'Requested'
  return {
    id,
    displayName,
    logoUrl: logoUrl(logoId),
    href: `/orgs#${id}`,
    act: role === null ? requested : 'Join',
  }
}
