import { logoUrl } from '@/lib/domain/branding/logo-url'
import { listMyInvitations } from '@/lib/domain/invitations/my-invitations'
import { currentPerson } from '@/lib/http/person'

/** Answers `[{id, displayName, logoUrl}]` for the organization switcher, which asks when it is opened. */
export async function GET(): Promise<Response> {
  const person = await currentPerson()
  if (!person) return new Response(null, { status: 404 })
  const invitations = await listMyInvitations(person.access)
  const answer = invitations.map(({ id, organizationName, logoId }) => ({
    id,
    displayName: organizationName,
    logoUrl: logoUrl(logoId),
  }))
  return Response.json(answer, { headers: { 'cache-control': 'no-store' } })
}
