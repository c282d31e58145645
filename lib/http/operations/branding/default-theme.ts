import { getTheme } from '@/lib/domain/tenant-branding/themes'
import { tenantRoute } from '@/lib/http/api'
import { noTheme, themeAnswer, themeWire } from '@/lib/http/auth0/theme'

export const GET = tenantRoute({
  title: 'Get the default theme',
  any: ['read:branding'],
  answer: themeAnswer,
  absent: noTheme,
  run: async (access) => themeWire(await getTheme(access)),
})
