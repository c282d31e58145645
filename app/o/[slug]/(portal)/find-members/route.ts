import { listMembers } from '@/lib/domain/members/list-members'
import { organizationPage } from '@/lib/http/person'

interface FindMembersRoute {
  params: Promise<{ slug: string }>
}

const found = { skip: 0, take: 6, isCounted: false, sort: 'name' } as const

/** For the command palette. Answers `[{ userId, name, email, picture }]`. */
export async function GET(request: Request, { params }: FindMembersRoute): Promise<Response> {
  const { access } = await organizationPage((await params).slug, 'read:organization_members')
  const q = new URL(request.url).searchParams.get('q')?.trim().slice(0, 100) ?? ''
  const { rows } = q === '' ? { rows: [] } : await listMembers(access, { ...found, q })
  const members = rows.map(({ userId, name, email, picture }) => ({ userId, name, email, picture }))
  return Response.json(members, { headers: { 'cache-control': 'no-store' } })
}
