import { getTheme } from '@/lib/domain/tenant-branding/get-theme'
import { tenantRoute } from '@/lib/http/api'
import { noTheme, themeAnswer, themeWire } from '@/lib/http/wire/theme'

export const GET = tenantRoute({
  title: 'Get the default theme',
  any: ['read:branding'],
  answer: themeAnswer,
  absent: noTheme,
  run: async (access) => themeWire(await getTheme(access)),
})
