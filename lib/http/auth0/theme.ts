import { z } from 'zod'
import type { Theme } from '@/lib/domain/tenant-branding/themes'
import { color, secureUrl } from './formats'
import { notFoundOf } from './problem'

const urlOrEmpty = z.union([z.literal(''), secureUrl])
const shape = z.enum(['pill', 'rounded', 'sharp'])
const side = z.enum(['center', 'left', 'right'])

const borders = z.strictObject({
  button_border_radius: upTo(10, 1).meta({ example: 3 }),
  button_border_weight: upTo(10).meta({ example: 1 }),
  buttons_style: shape,
  input_border_radius: upTo(10).meta({ example: 3 }),
  input_border_weight: upTo(3).meta({ example: 1 }),
  inputs_style: shape,
  show_widget_shadow: z.boolean(),
  widget_border_weight: upTo(10).meta({ example: 0 }),
  widget_corner_radius: upTo(50).meta({ example: 5 }),
})

const colors = z.strictObject({
  base_focus_color: like('#0059d6').optional(),
  base_hover_color: like('#000000').optional(),
  body_text: like('#1e212a'),
  captcha_widget_theme: z.enum(['auto', 'dark', 'light']).optional(),
  error: like('#d03c38'),
  header: like('#1e212a'),
  icons: like('#65676e'),
  input_background: like('#ffffff'),
  input_border: like('#c9cace'),
  input_filled_text: like('#000000'),
  input_labels_placeholders: like('#65676e'),
  links_focused_components: like('#0059d6'),
  primary_button: like('#0059d6'),
  primary_button_label: like('#ffffff'),
  read_only_background: like('#f2f2f2').optional(),
  secondary_button_border: like('#c9cace'),
  secondary_button_label: like('#1e212a'),
  success: like('#13a688'),
  widget_background: like('#ffffff'),
  widget_border: like('#c9cace'),
})

const fonts = z.strictObject({
  body_text: text(),
  buttons_text: text(),
  font_url: urlOrEmpty,
  input_labels: text(),
  links: text(),
  links_style: z.enum(['normal', 'underlined']),
  reference_text_size: upTo(24, 12).meta({ example: 16 }),
  subtitle: text(),
  title: text(75),
})

const identifiers = z.strictObject({
  login_display: z.enum(['separate', 'unified']),
  otp_autocomplete: z.boolean(),
  phone_display: z.strictObject({
    formatting: z.enum(['international', 'regional']),
    masking: z.enum(['hide_country_code', 'mask_digits', 'show_all']),
  }),
})

function like(example: string) {
  return color.meta({ example })
}

function upTo(most: number, least = 0) {
  return z.number().min(least).max(most)
}

function text(least = 0) {
  return z.strictObject({ bold: z.boolean(), size: upTo(150, least).meta({ example: 100 }) })
}

/** As Auth0’s page builder writes it. Stored and returned; pages here do not use it. */
export const theme = z.strictObject({
  borders,
  colors,
  displayName: z
    .string()
    .max(2048)
    .regex(/^[^<>]*$/, 'String does not match pattern ^[^<>]*$')
    .optional(),
  fonts,
  identifiers: identifiers.optional(),
  page_background: z.strictObject({
    background_color: like('#f6f7f9'),
    background_image_url: urlOrEmpty,
    page_layout: side,
  }),
  widget: z.strictObject({
    header_text_alignment: side,
    logo_height: upTo(100, 1).meta({ example: 52 }),
    logo_position: z.enum(['center', 'left', 'none', 'right']),
    logo_url: urlOrEmpty,
    social_buttons_layout: z.enum(['bottom', 'top']),
  }),
})

export const themeAnswer = theme.extend({
  displayName: z.string().meta({ example: 'Lumen' }),
  themeId: z.string().meta({ example: 'dGhlIGxvb2sgb2YgTHVtZW4sIGtlcHQ5' }),
})

export function themeSections(body: z.output<typeof theme>) {
  const { colors, displayName = 'Unnamed Theme', identifiers, ...others } = body
  return {
    ...others,
    displayName,
    colors: Object.fromEntries(
      Object.entries(colors).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
    ...(identifiers === undefined ? {} : { identifiers }),
  }
}

export function themeWire({ id, sections }: Theme): object {
  return { ...sections, themeId: id }
}

export const noTheme = notFoundOf(
  'There was an error retrieving branding settings: invalid theme ID',
  'theme_not_found',
)
