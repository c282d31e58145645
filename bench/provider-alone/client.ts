export const audience = 'https://documents.bench.test'

export const client = {
  client_id: 'bench',
  client_secret: 'a secret for the bench, and for nothing else',
  grant_types: ['client_credentials', 'authorization_code', 'refresh_token'],
  redirect_uris: ['http://localhost:4000/callback'],
  token_endpoint_auth_method: 'client_secret_post' as const,
}
