import type { Provider } from 'oidc-provider'
import { currentRequest } from './request'

/** From the live session, never from the browser. One older than the request does not answer “sign in again”. */
export async function beforeResuming(provider: Provider, uid: string): Promise<void> {
  const interaction = await provider.Interaction.find(uid)
  if (!interaction || interaction.result?.['error'] !== undefined) return
  const { session } = currentRequest()
  const requested = interaction.iat
  const isFresh = session !== null && Math.ceil(session.authTime.getTime() / 1000) >= requested
  interaction.result = {
    consent: {},
    ...(session && isFresh ? { login: loginOf(session), select_account: {} } : {}),
  }
  await interaction.persist()
}

function loginOf(session: { user: { id: string }; authTime: Date; amr: string[] }) {
  return { accountId: session.user.id, ts: Math.floor(session.authTime.getTime() / 1000), amr: session.amr }
}
