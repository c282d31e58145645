import type { Client, Configuration } from 'oidc-provider'
import type { LiveSession } from '@/lib/domain/users/find-session'
import { currentRequest } from './request'

/** In seconds. */
export const lifetimes: NonNullable<Configuration['ttl']> = {
  AuthorizationCode: 60,
  AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? 600,
  ClientCredentials: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? 600,
  IdToken: (_ctx, _token, client) => seconds(client, 'idTokenSeconds', 36_000),
  RefreshToken: (_ctx, token, client) => {
    const absolute = seconds(client, 'refreshAbsoluteSeconds', 2_592_000)
    const now = Math.floor(Date.now() / 1000)
    const left = absolute - (now - (token.iiat ?? now))
    return Math.max(1, Math.min(seconds(client, 'refreshIdleSeconds', 1_296_000), left))
  },
  Grant: ({ oidc: { client } }) => {
    const { offline, session } = currentRequest()
    if (offline) return seconds(client, 'refreshAbsoluteSeconds', 2_592_000)
    return secondsLeft(session)
  },
  Interaction: 3600,
  Session: () => secondsLeft(currentRequest().session),
}

function secondsLeft(session: LiveSession | null): number {
  return session ? Math.max(1, Math.floor((session.expiresAt.getTime() - Date.now()) / 1000)) : 600
}

function seconds(client: Client | undefined, name: string, otherwise: number): number {
  const value = client?.[name]
  return typeof value === 'number' ? value : otherwise
}
