import { openapi } from '@/lib/http/openapi'
import { pinnedTenant } from '@/lib/web/tenant'
import { operations } from '../table'

/** For everybody: it says what there is, and nothing of anybody. */
export async function getOpenapiDocument(request: Request): Promise<Response> {
  return Response.json(openapi(await pinnedTenant(request.headers), operations))
}
