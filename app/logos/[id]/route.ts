import { findImage } from '@/lib/domain/branding/logo'
import { currentTenant } from '@/lib/web/tenant'

/** Public: sign-in pages and emails show logos. A logo never changes under its id. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const tenant = await currentTenant()
  const { id } = await params
  const image = /^img_[0-9A-Za-z]{1,64}$/.test(id) ? await findImage(tenant.id, id) : null
  if (!image) return new Response('There is no picture at this address.', { status: 404 })
  return new Response(image.bytes, {
    headers: {
      'content-type': image.mediaType,
      'content-length': String(image.bytes.length),
      'cache-control': 'public, max-age=31536000, immutable',
    },
  })
}
