import { findOrganizationOfDomain } from '@/lib/domain/domains/queries'
import { javascriptResponse } from '@/lib/http/javascript-response'
import { currentTenant } from '@/lib/web/tenant'

/** For the sign-in form. Takes only the domain of an address, so it cannot tell who has an account. */
export function POST(request: Request): Promise<Response> {
  return javascriptResponse(async () => {
    const tenant = await currentTenant()
    return { organization: await findOrganizationOfDomain(tenant.id, await request.text()) }
  })
}
