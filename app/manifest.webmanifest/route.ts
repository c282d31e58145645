import { currentTenant } from '@/lib/web/tenant'
import { manifestResponse } from '../brand-metadata'

export async function GET(): Promise<Response> {
  const { name, primaryColor } = await currentTenant()
  return manifestResponse({
    name,
    startUrl: '/orgs',
    icon: { url: '/logos/letter', type: 'image/svg+xml' },
    primaryColor,
  })
}
