import { defaultPrimary, findHexColor } from '@/lib/domain/branding/color'
import { letterIcon } from '@/lib/domain/branding/icon'
import { currentTenant } from '@/lib/web/tenant'
import { forever, svgResponse } from '../image-route'

/** The tenant’s icon; with a name and a color, an organization’s, which is all in the address. */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams
  const tenant = await currentTenant()
  const name = query.get('name')?.slice(0, 40) ?? tenant.name
  const color = findHexColor(query.get('color') ?? '')
  if (color !== null) return svgResponse(letterIcon(name, color), forever)
  return svgResponse(letterIcon(name, tenant.primaryColor ?? defaultPrimary), 'public, max-age=300')
}
