import { startConnectionTest } from '@/lib/federation/connection-test'
import { headRefusal, seeOther } from '@/lib/federation/redirect'
import { organizationPage } from '@/lib/http/person'

export async function GET(
  _request: Request,
  { params }: { params: Promise<{ slug: string; providerId: string }> },
): Promise<Response> {
  const { slug, providerId } = await params
  const { access } = await organizationPage(slug, 'read:organization_connections')
  return seeOther(await startConnectionTest({ access, slug }, providerId))
}

export const HEAD = headRefusal('GET')
