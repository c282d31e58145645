import { requestPasskey } from '@/lib/domain/passkeys/challenge'
import { rememberPasskeyBrowser } from '@/lib/http/passkey-browser'
import { javascriptResponse } from '@/lib/http/javascript-response'
import { currentTenant } from '@/lib/web/tenant'

export function POST(): Promise<Response> {
  return javascriptResponse(async () => {
    const tenant = await currentTenant()
    return { options: await requestPasskey(tenant.id, await rememberPasskeyBrowser(tenant)) }
  })
}
