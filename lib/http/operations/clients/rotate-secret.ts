import { rotateClientSecret } from '@/lib/domain/clients/client-secrets'
import { tenantRoute } from '@/lib/http/api'
import { clientWithSecret, newClientAnswer, noClient, rotation } from '@/lib/http/auth0/client'

export const POST = tenantRoute({
  title: 'Rotate the secret of an application',
  any: ['update:client_keys'],
  body: rotation,
  answer: newClientAnswer,
  absent: noClient,
  run: async (access, { params: { id = '' }, body, tenant }) => {
    const rotated = await rotateClientSecret(access, { id, previousSeconds: body.previous_secret_lifetime })
    return clientWithSecret(rotated, tenant)
  },
})
