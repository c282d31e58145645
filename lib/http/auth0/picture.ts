import type { Tenant } from '@/lib/domain/tenants/list-tenants'

/** An uploaded picture has a path of ours; a provider’s URL stays as it is. */
export function absolutePicture(tenant: Pick<Tenant, 'url'>, picture: string): string {
  return picture.startsWith('/') ? new URL(picture, tenant.url).href : picture
}
