import { findPicture } from '@/lib/domain/users/picture'
import { currentTenant } from '@/lib/web/tenant'
import { imageResponse, noImage, type ImageRoute } from '../../logos/image-route'

/** Public by an address that cannot be guessed. Personal data, so only browsers may cache it. */
export async function GET(_request: Request, { params }: ImageRoute): Promise<Response> {
  const { id } = await params
  const tenant = await currentTenant()
  const image = /^pic_[0-9a-f]{40}$/.test(id) ? await findPicture(tenant.id, id) : null
  if (!image) return noImage()
  const response = imageResponse(image, 'private, max-age=31536000, immutable')
  // Applications on other origins show it, from the claim `picture`.
  response.headers.set('cross-origin-resource-policy', 'cross-origin')
  return response
}
