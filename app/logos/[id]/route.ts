import { forever, imageAt, noImage, type ImageRoute } from '../image-route'

export async function GET(_request: Request, route: ImageRoute): Promise<Response> {
  const image = await imageAt(route)
  if (!image) return noImage()
  return new Response(image.bytes, {
    headers: {
      'content-type': image.mediaType,
      'content-length': String(image.bytes.length),
      'cache-control': forever,
    },
  })
}
