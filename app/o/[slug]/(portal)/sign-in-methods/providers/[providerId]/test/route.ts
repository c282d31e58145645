import { startConnectionTest } from '@/lib/federation/connection-test'
import { seeOther } from '@/lib/federation/redirect'
import { organizationPage } from '@/lib/http/person'

export async function GET(
  _request: Request,
  { params }: { params: Promise<{ slug: string; providerId: string }> },
): Promise<Response> {
  const { slug, providerId } = await params
  const { access } = await organizationPage(slug, 'read:organization_connections')
  return seeOther(await startConnectionTest({ access, slug }, providerId))
}

/** A prefetch must not start a sign-in. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}
