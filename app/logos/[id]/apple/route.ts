import { drawAppleIcon } from '@/lib/domain/branding/icon'
import { currentTenant } from '@/lib/web/tenant'
import { forever, imageAt, imageResponse, noImage, type ImageRoute } from '../../image-route'

export async function GET(_request: Request, route: ImageRoute): Promise<Response> {
  const image = await imageAt(route)
  const { id: tenantId } = await currentTenant()
  const icon = image && (await drawAppleIcon(image, `${tenantId} ${(await route.params).id}`))
  if (icon === 'busy')
    return new Response('Try again in a moment.', { status: 503, headers: { 'retry-after': '5' } })
  return icon ? imageResponse(icon, forever) : noImage()
}
