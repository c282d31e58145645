import { findTenantTheme } from '@/lib/domain/tenant-branding/tenant-branding'
import { currentTenant } from '@/lib/web/tenant'
import { manifestResponse } from '../brand-metadata'

export async function GET(): Promise<Response> {
  const { id, name } = await currentTenant()
  const { primaryColor } = await findTenantTheme({ kind: 'public', tenantId: id, subject: '' })
  return manifestResponse({
    name,
    startUrl: '/orgs',
    icon: { url: '/logos/letter', type: 'image/svg+xml' },
    primaryColor,
  })
}
