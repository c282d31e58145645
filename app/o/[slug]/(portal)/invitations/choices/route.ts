import { getInviteChoices } from '@/lib/domain/invitations/invite-choices'
import { organizationPage } from '@/lib/http/person'

interface Context {
  params: Promise<{ slug: string }>
}

/** For the invite dialog, which opens on every page: `{roles, defaultRoleId, connections, clients}`. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { access } = await organizationPage((await params).slug, 'create:organization_invitations')
  return Response.json(await getInviteChoices(access), { headers: { 'cache-control': 'no-store' } })
}
