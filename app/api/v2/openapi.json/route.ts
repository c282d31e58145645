import type { NextRequest } from 'next/server'
import { openapi } from '@/lib/http/openapi'
import { pinnedTenant } from '@/lib/http/tenant'
import { operations } from './operations'

/** For everybody: it says what there is, and nothing of anybody. */
export async function GET(request: NextRequest): Promise<Response> {
  return Response.json(openapi(await pinnedTenant(request.headers), operations))
}
