const WHITE = '#ffffff'
const BLACK = '#000000'
export const defaultPrimary = '#3454d1'

interface ButtonColors {
  background: string
  text: string
  border: string
}

/** Black or white text, at least 4.5:1, and a grey border if the colour does not stand out on white. */
export function buttonColors(primary: string): ButtonColors {
  const background = /^#[0-9a-f]{6}$/i.test(primary) ? primary.toLowerCase() : defaultPrimary
  const onWhite = contrast(background, WHITE)
  return {
    background,
    text: onWhite >= contrast(background, BLACK) ? WHITE : BLACK,
    border: onWhite >= 3 ? background : '#858a93',
  }
}

/** WCAG contrast, from 1 to 21. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(parseInt(color.slice(at, at + 2), 16) / 255),
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}
