import { findSignInPage } from '@/lib/domain/users/find-sign-in-page'
import { currentTenant } from '@/lib/web/tenant'
import { iconOf, manifestResponse } from '../../../brand-metadata'

interface ManifestRoute {
  params: Promise<{ slug: string }>
}

/** Public, as the organization’s sign-in page is. */
export async function GET(_request: Request, { params }: ManifestRoute): Promise<Response> {
  const tenant = await currentTenant()
  const subject = (await params).slug
  const organization = await findSignInPage({ kind: 'public', tenantId: tenant.id, subject })
  if (!organization) return new Response('There is nothing at this address.', { status: 404 })
  const { slug, displayName, primaryColor } = organization
  return manifestResponse({
    name: displayName,
    startUrl: `/o/${slug}/home`,
    icon: iconOf({ ...organization, iconId: organization.brandDetails.iconId }),
    primaryColor,
  })
}
