import { withdrawGrants } from '@/lib/domain/tokens/withdraw-grants'
import { tenantRoute } from '@/lib/http/api'

export const DELETE = tenantRoute({
  title: 'Withdraw a grant',
  any: ['delete:grants'],
  status: 204,
  run: (access) => withdrawGrants(access),
})
