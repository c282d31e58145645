import { openapi } from '@/lib/http/openapi'
import { pinnedTenant } from '@/lib/web/tenant'
import { operations } from '../table'

/** Public: contains no data of a tenant. */
export async function getOpenapiDocument(request: Request): Promise<Response> {
  return Response.json(openapi(await pinnedTenant(request.headers), operations))
}
