import { z } from 'zod'
import type {
  Background,
  TenantBranding,
  TenantBrandingUpdate,
} from '@/lib/domain/tenant-branding/tenant-branding'
import { notOfFormat } from './format'
import { ApiProblem } from './problem'

/** Auth0’s `html-color`. */
export const color = z
  .string()
  .regex(/^#(([0-9a-fA-F]{3}){1,2}|([0-9a-fA-F]{4}){1,2})$/, { error: notOfFormat('html-color') })
  .meta({ example: '#0059d6' })
export const secureUrl = z
  .string()
  .max(2000)
  .refine((text) => URL.parse(text)?.protocol === 'https:', {
    error: notOfFormat('strict-https-uri-or-null'),
  })
const urlOrNone = secureUrl.nullable().optional()

const gradient = z.strictObject({
  type: z.literal('linear-gradient'),
  start: color,
  end: color,
  angle_deg: z.number().min(0).max(360).meta({ example: 35 }),
})
const ground = z.union([color, gradient]).meta({ example: '#f6f7f9' })

export const brandingChange = z.strictObject({
  colors: z
    .strictObject({ primary: color.nullable().optional(), page_background: ground.nullable().optional() })
    .nullable()
    .optional()
    .meta({ description: 'Absent properties stay as they are; null restores Foyer’s default.' }),
  favicon_url: urlOrNone,
  logo_url: urlOrNone,
  font: z.strictObject({ url: urlOrNone }).nullable().optional(),
})

export const brandingAnswer = z.strictObject({
  colors: z
    .strictObject({
      primary: z.string().optional().meta({ example: '#0059d6' }),
      page_background: ground.optional(),
    })
    .optional()
    .meta({
      description:
        'Used on the tenant’s own pages if they are readable. A gradient is stored, but not shown.',
    }),
  favicon_url: z.string().optional().meta({ description: 'Stored and returned, but not used.' }),
  logo_url: z.string().optional().meta({ description: 'Stored and returned, but not used.' }),
  font: z
    .strictObject({ url: z.string() })
    .optional()
    .meta({ description: 'Stored and returned, but not used.' }),
})

export function brandingWire(branding: TenantBranding): z.output<typeof brandingAnswer> {
  const { primaryColor, background, faviconUrl, logoUrl, fontUrl } = branding
  const behind = groundWire(background)
  const colors = {
    ...(primaryColor === null ? {} : { primary: primaryColor }),
    ...(behind === undefined ? {} : { page_background: behind }),
  }
  return {
    ...(Object.keys(colors).length === 0 ? {} : { colors }),
    ...(faviconUrl === null ? {} : { favicon_url: faviconUrl }),
    ...(logoUrl === null ? {} : { logo_url: logoUrl }),
    ...(fontUrl === null ? {} : { font: { url: fontUrl } }),
  }
}

export function brandingInput(body: z.output<typeof brandingChange>): TenantBrandingUpdate {
  const { colors, favicon_url: faviconUrl, logo_url: logoUrl, font } = body
  return {
    primaryColor: colors === null ? null : colors?.primary,
    background: colors === null ? {} : wantedGround(colors?.page_background),
    faviconUrl,
    logoUrl,
    fontUrl: font === null ? null : font?.url,
  }
}

function wantedGround(given: z.output<typeof ground> | null | undefined): Background | undefined {
  if (given === undefined) return undefined
  if (given === null) return {}
  if (typeof given === 'string') return { solid: given }
  return { start: given.start, end: given.end, angle: given.angle_deg }
}

function groundWire(background: Background): z.output<typeof ground> | undefined {
  if ('solid' in background) return background.solid
  if (!('start' in background)) return undefined
  const { start, end, angle } = background
  return { type: 'linear-gradient', start, end, angle_deg: angle }
}

export function noPageTemplate(): ApiProblem {
  return new ApiProblem(404, 'The template does not exist.', {
    errorCode: 'inexistent_templates_universal_login',
  })
}
