import { openapi } from '@/lib/http/openapi'
import { documentResponse } from '@/lib/http/openapi-document'
import { pinnedTenant } from '@/lib/web/tenant'
import { operations } from '../table'

const responseFor = documentResponse((tenant) => openapi(tenant, operations))

/** Public: contains no data of a tenant but its URL. */
export async function getOpenapiDocument(request: Request): Promise<Response> {
  return responseFor(await pinnedTenant(request.headers))
}
