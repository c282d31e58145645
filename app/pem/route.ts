import { findSamlCertificate } from '@/lib/federation/saml/service-metadata'
import { orTemporarilyUnavailable } from '@/lib/oidc/temporarily-unavailable'
import { pinnedTenant } from '@/lib/web/tenant'

/** Auth0’s path. There, `cert=connection` is the tenant’s one certificate: here each connection has its own. */
export async function GET(request: Request): Promise<Response> {
  const id = new URL(request.url).searchParams.getAll('cert').join()
  return orTemporarilyUnavailable(request, async () => {
    const tenant = await pinnedTenant(request.headers)
    const certificate = /^con_\w{1,50}$/.test(id) ? await findSamlCertificate(tenant, id) : null
    if (certificate === null) return new Response(notFoundText, { status: 404 })
    const headers = {
      'content-type': 'application/x-pem-file',
      'content-disposition': `attachment; filename="${id}.pem"`,
      'cache-control': 'no-store',
    }
    return new Response(certificate, { headers })
  })
}

const notFoundText =
  'Each SAML connection has its own certificate, at /pem?cert=<connection id>. This is not one of them.'
