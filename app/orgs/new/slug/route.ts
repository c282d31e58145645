import { authorize, may } from '@/lib/access'
import { checkSlug } from '@/lib/domain/organizations/validate-slug'
import { requireSelf } from '@/lib/http/person'

/** Answers `{slug, free, problem?}`. */
export async function GET(request: Request): Promise<Response> {
  const { tenantActor: actor } = await requireSelf()
  if (!may(actor, 'create:organizations')) return new Response(null, { status: 404 })
  const slug = new URL(request.url).searchParams.get('slug') ?? ''
  const check = await checkSlug(authorize(actor, 'create:organizations'), slug)
  return Response.json(check, { headers: { 'cache-control': 'no-store' } })
}
