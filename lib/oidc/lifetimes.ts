import type { Client, Configuration } from 'oidc-provider'
import { currentRequest } from './request'

/** In seconds. */
export const lifetimes: NonNullable<Configuration['ttl']> = {
  AuthorizationCode: 60,
  AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? 600,
  ClientCredentials: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? 600,
  IdToken: (_ctx, _token, client) => seconds(client, 'idTokenSeconds', 36_000),
  RefreshToken: (_ctx, token, client) => {
    const absolute = seconds(client, 'refreshAbsoluteSeconds', 2_592_000)
    const spent = Math.floor(Date.now() / 1000) - (token.iiat ?? Math.floor(Date.now() / 1000))
    return Math.max(1, Math.min(seconds(client, 'refreshIdleSeconds', 1_296_000), absolute - spent))
  },
  Grant: ({ oidc: { client } }) => {
    const { offline, session } = currentRequest()
    if (offline) return seconds(client, 'refreshAbsoluteSeconds', 2_592_000)
    return session ? Math.max(1, Math.floor((session.expiresAt.getTime() - Date.now()) / 1000)) : 600
  },
  Interaction: 3600,
  Session: () => {
    const { session } = currentRequest()
    return session ? Math.max(1, Math.floor((session.expiresAt.getTime() - Date.now()) / 1000)) : 600
  },
}

function seconds(client: Client | undefined, name: string, otherwise: number): number {
  const value = client?.[name]
  return typeof value === 'number' ? value : otherwise
}
