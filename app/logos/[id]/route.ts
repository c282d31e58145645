import { forever, imageAt, imageResponse, noImage, type ImageRoute } from '../image-route'

export async function GET(_request: Request, route: ImageRoute): Promise<Response> {
  const image = await imageAt(route)
  return image ? imageResponse(image, forever) : noImage()
}
