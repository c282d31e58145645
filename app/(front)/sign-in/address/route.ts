import { emailAddress } from '@/lib/domain/text/email-address'
import { javascriptResponse } from '@/lib/http/javascript-response'
import { rememberAddress } from '@/lib/web/address-cookie'
import { currentTenant } from '@/lib/web/tenant'
import { lastTyped } from '../../front-links'

/** For the links below the sign-in form: their page begins with the address that was typed. */
export function POST(request: Request): Promise<Response> {
  return javascriptResponse(async () => {
    const { data: typed } = emailAddress.safeParse(await request.text())
    if (typed) {
      await rememberAddress(await currentTenant(), { key: lastTyped, email: typed.email, purpose: 'sign_in' })
    }
    return {}
  })
}
