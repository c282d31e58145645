import type { NextRequest } from 'next/server'
import { isMailboxOpen, listLocalEmails } from '@/lib/email/mailbox'
import { currentTenant } from '@/lib/web/tenant'

const headers = { 'cache-control': 'no-store' }

/** `?to=` filters by a full address. */
export async function GET(request: NextRequest): Promise<Response> {
  if (!isMailboxOpen()) return new Response('Not found', { status: 404, headers })
  const { id } = await currentTenant()
  const emails = await listLocalEmails(id, { to: request.nextUrl.searchParams.get('to') })
  return Response.json(
    emails.map(({ createdAt, ...email }) => ({ ...email, created_at: createdAt.toISOString() })),
    { headers },
  )
}
