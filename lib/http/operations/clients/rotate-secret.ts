import { rotateClientSecret } from '@/lib/domain/clients/rotate-client-secret'
import { tenantRoute } from '@/lib/http/api'
import { newClientAnswer, noClient, withSecret } from '@/lib/http/auth0/client'
import { rotation } from '@/lib/http/auth0/client-body'

export const POST = tenantRoute({
  title: 'Rotate the secret of an application',
  any: ['update:client_keys'],
  body: rotation,
  answer: newClientAnswer,
  absent: noClient,
  run: async (access, { params: { id = '' }, body, tenant }) =>
    withSecret(
      await rotateClientSecret(access, { id, previousSeconds: body.previous_secret_lifetime }),
      tenant,
    ),
})
