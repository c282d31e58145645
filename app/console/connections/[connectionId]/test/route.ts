import { startConnectionTest } from '@/lib/federation/connection-test'
import { headRefusal, seeOther } from '@/lib/federation/redirect'
import { consolePage } from '@/lib/http/person'

export async function GET(
  _request: Request,
  { params }: { params: Promise<{ connectionId: string }> },
): Promise<Response> {
  const { operator } = await consolePage('read:connections')
  return seeOther(await startConnectionTest({ access: operator, slug: null }, (await params).connectionId))
}

export const HEAD = headRefusal('GET')
