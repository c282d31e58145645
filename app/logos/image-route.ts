import { findImage, type FoundImage } from '@/lib/domain/branding/pictures'
import { currentTenant } from '@/lib/web/tenant'

export interface ImageRoute {
  params: Promise<{ id: string }>
}

/** Public: sign-in pages and emails show logos. */
export async function imageAt({ params }: ImageRoute): Promise<FoundImage | null> {
  const tenant = await currentTenant()
  const { id } = await params
  return /^img_[0-9A-Za-z]{1,64}$/.test(id) ? findImage(tenant.id, id) : null
}

export function noImage(): Response {
  return new Response('There is no picture at this address.', { status: 404 })
}

export function imageResponse({ bytes, mediaType }: FoundImage, cacheControl: string): Response {
  const headers = {
    'content-type': mediaType,
    'content-length': String(bytes.length),
    'cache-control': cacheControl,
  }
  return new Response(bytes, { headers })
}

export function svgResponse(svg: string, cacheControl: string): Response {
  return new Response(svg, { headers: { 'content-type': 'image/svg+xml', 'cache-control': cacheControl } })
}

/** A logo never changes under its id. */
export const forever = 'public, max-age=31536000, immutable'
