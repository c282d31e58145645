import { tenantRoute } from '@/lib/http/api'
import { assertAccess } from '@/lib/http/assert-access'
import { prompts, promptsAnswer, promptsChange } from '@/lib/http/auth0/prompts'

export const GET = tenantRoute({
  title: 'Get the settings of prompts',
  any: ['read:prompts'],
  answer: promptsAnswer,
  run: (access) => assertAccess(access, prompts),
})

export const PATCH = tenantRoute({
  title: 'Confirm the settings of prompts',
  any: ['update:prompts'],
  body: promptsChange,
  answer: promptsAnswer,
  current: GET,
  run: (access) => assertAccess(access, prompts),
})
