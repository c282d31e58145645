import { askForPasskey } from '@/lib/domain/passkeys/ask-for-passkey'
import { rememberPasskeyBrowser } from '@/lib/http/passkey-browser'
import { javascriptResponse } from '@/lib/http/javascript-response'
import { currentTenant } from '@/lib/http/tenant'

/** What this browser’s passkeys are asked with. */
export function POST(): Promise<Response> {
  return javascriptResponse(async () => {
    const tenant = await currentTenant()
    return { options: await askForPasskey(tenant.id, await rememberPasskeyBrowser(tenant)) }
  })
}
