import { squareIcon } from '@/lib/domain/branding/icon'
import { forever, imageAt, noImage, svgResponse, type ImageRoute } from '../../image-route'

export async function GET(_request: Request, route: ImageRoute): Promise<Response> {
  const image = await imageAt(route)
  return image ? svgResponse(squareIcon(image), forever) : noImage()
}
